import { X } from 'lucide-react';
import type { ProblemError } from '../../../domain/problem.ts';
import { Button } from '../../../ui/Button.tsx';
import { problemMessage } from '../../../ui/problemMessage.ts';
import { canCancelSubmit, SUBMIT_WORDS, type SubmitPhase } from '../../submitPhase.ts';
import styles from './StageChip.module.css';

export interface SubmittingProps {
  phase: SubmitPhase;
  /** Why it waits, where that is more than an absent server. */
  problem: ProblemError | null;
  onCancel: () => void;
}

/** Expand was pressed and there is no task yet: the stage answers at once, however long the image is on its way. */
export function Submitting({ phase, problem, onCancel }: SubmittingProps) {
  return (
    <>
      <i className={styles.pulse} aria-hidden />
      <span className={styles.step}>
        {SUBMIT_WORDS[phase]}
        {problem && <span className={styles.reason}>{problemMessage(problem)}</span>}
      </span>
      {canCancelSubmit(phase) && (
        <Button size="s" variant="quiet" icon={<X aria-hidden />} onClick={onCancel}>
          Cancel
        </Button>
      )}
    </>
  );
}
