import { X } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { canCancelSubmit, SUBMIT_WORDS, type SubmitPhase } from '../../submitPhase.ts';
import styles from './StageChip.module.css';

export interface SubmittingProps {
  phase: SubmitPhase;
  onCancel: () => void;
}

/** Expand was pressed and there is no task yet: the stage answers at once, however long the image is on its way. */
export function Submitting({ phase, onCancel }: SubmittingProps) {
  return (
    <>
      <i className={styles.pulse} aria-hidden />
      <span className={styles.step}>{SUBMIT_WORDS[phase]}</span>
      {canCancelSubmit(phase) && (
        <Button size="s" variant="quiet" icon={<X aria-hidden />} onClick={onCancel}>
          Cancel
        </Button>
      )}
    </>
  );
}
