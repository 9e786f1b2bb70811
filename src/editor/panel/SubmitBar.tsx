import { useQuery } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import { useId } from 'react';
import { providerTimesQuery } from '../../api/providerTimes.ts';
import type { Config } from '../../domain/contract/config.ts';
import type { Provider } from '../../domain/contract/provider.ts';
import { addsNothing, type Expansion } from '../../domain/expansion.ts';
import { MAX_PROMPT_LENGTH } from '../../domain/limits.ts';
import { planFor } from '../../domain/plan/plan.ts';
import { type ProblemCode, type ProblemError, problemDetail } from '../../domain/problem.ts';
import type { Size } from '../../domain/side.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { MOD_KEY } from '../../ui/modKey.ts';
import { Notice } from '../../ui/Notice.tsx';
import { problemMessage } from '../../ui/problemMessage.ts';
import { useDragged } from '../state/dragStore.ts';
import { useEditorStore } from '../state/editorStore.ts';
import { canCancelSubmit, SUBMIT_WORDS, type SubmitPhase } from '../submitPhase.ts';
import { CONNECTING, costNote } from './costNote.ts';
import styles from './SubmitBar.module.css';

export interface SubmitState {
  phase: SubmitPhase;
  /** Why it failed, or why it waits. */
  problem: ProblemError | null;
  onSubmit: () => void;
  onCancel: () => void;
  onDismissProblem: () => void;
}

interface SubmitBarProps {
  size: Size;
  config: Config | null;
  chosen: Provider | null;
  submit: SubmitState;
}

/** The one thing this screen is for, what stands in its way, and what it will cost. */
export function SubmitBar({ size, config, chosen, submit }: SubmitBarProps) {
  const isNothingSet = useEditorStore(({ expansion }) => addsNothing(expansion));
  const dragAddsNothing = useDragged(addsNothing);
  const nothingToAdd = dragAddsNothing ?? isNothingSet;
  const promptTooLong = useEditorStore(({ prompt }) => prompt.length > MAX_PROMPT_LENGTH);
  const n = useEditorStore((state) => state.n);
  const steps = useSteps(size);
  const times = useQuery({ ...providerTimesQuery, enabled: steps !== 1 }).data;
  const noteId = useId();
  const isBusy = submit.phase !== 'idle';
  const obstacles = [
    nothingToAdd && 'Drag a side outwards first.',
    typeof steps === 'string' && problemDetail(steps),
    promptTooLong && 'The prompt is too long.',
    config === null && CONNECTING,
  ];
  const obstacle = obstacles.find((words) => words !== false) ?? null;
  return (
    <footer className={styles.bar}>
      {submit.problem && (
        <Notice tone="problem" {...(!isBusy && { onDismiss: submit.onDismissProblem })}>
          {problemMessage(submit.problem)}
        </Notice>
      )}
      <div className={styles.row}>
        <Button
          variant="primary"
          className={styles.expand}
          aria-disabled={obstacle !== null || isBusy}
          aria-describedby={noteId}
          onClick={submit.onSubmit}
          icon={isBusy ? <LoaderCircle className={styles.spinner} aria-hidden /> : undefined}
        >
          {SUBMIT_WORDS[submit.phase]}
          {!isBusy && <Kbd>{`${MOD_KEY}↵`}</Kbd>}
        </Button>
        {canCancelSubmit(submit.phase) && <Button onClick={submit.onCancel}>Cancel</Button>}
      </div>
      <p id={noteId} className={styles.note}>
        {obstacle ?? costNote({ config, chosen, n, steps: Number(steps), times: times ?? [] })}
      </p>
    </footer>
  );
}

/** How many requests the frame takes, dragged or set, or why no plan reaches it. */
function useSteps(size: Size): number | ProblemCode {
  const stepsOf = (expansion: Expansion) => {
    const { problem, steps } = planFor(size, expansion);
    return problem ?? steps.length;
  };
  const set = useEditorStore(({ expansion }) => stepsOf(expansion));
  const dragged = useDragged<number | ProblemCode>(stepsOf);
  return dragged ?? set;
}
