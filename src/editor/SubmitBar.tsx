import { LoaderCircle } from 'lucide-react';
import type { Config, Provider } from '../domain/contract.ts';
import { addsNothing } from '../domain/expansion.ts';
import { MAX_PROMPT_LENGTH } from '../domain/limits.ts';
import type { ProblemError } from '../domain/problem.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { MOD_KEY } from '../ui/modKey.ts';
import { Notice } from '../ui/Notice.tsx';
import { problemWords } from '../ui/problemWords.ts';
import { useEditorStore } from './editorStore.ts';
import styles from './SubmitBar.module.css';

export interface SubmitState {
  /** `waiting`: the relay does not answer; the task is sent as soon as it does. */
  phase: 'idle' | 'uploading' | 'sending' | 'waiting';
  problem: ProblemError | null;
  onSubmit: () => void;
  onCancel: () => void;
  onDismissProblem: () => void;
}

const PHASE_LABELS: Record<SubmitState['phase'], string> = {
  idle: 'Expand',
  uploading: 'Sending the image…',
  sending: 'Submitting…',
  waiting: 'Waiting for the relay…',
};

interface SubmitBarProps {
  config: Config | null;
  chosen: Provider | null;
  submit: SubmitState;
}

/** The one thing this screen is for, what stands in its way, and what it will cost. */
export function SubmitBar({ config, chosen, submit }: SubmitBarProps) {
  const nothingToAdd = useEditorStore(({ expansion }) => addsNothing(expansion));
  const promptTooLong = useEditorStore(({ prompt }) => prompt.length > MAX_PROMPT_LENGTH);
  const n = useEditorStore((state) => state.n);
  const isBusy = submit.phase !== 'idle';
  // Once it is on its way, what it made is cancelled in the gallery.
  const canCancel = submit.phase === 'uploading' || submit.phase === 'waiting';
  const obstacles = [
    nothingToAdd && 'Drag a side outwards first.',
    promptTooLong && 'The prompt is too long.',
    config === null && 'Connecting to the relay…',
  ];
  const obstacle = obstacles.find((words) => words !== false) ?? null;
  return (
    <footer className={styles.bar}>
      {submit.problem && (
        <Notice tone="problem" onDismiss={submit.onDismissProblem}>
          {problemWords(submit.problem)}
        </Notice>
      )}
      <div className={styles.row}>
        <Button
          variant="primary"
          className={styles.expand}
          aria-disabled={obstacle !== null || isBusy}
          aria-describedby="expand-note"
          onClick={submit.onSubmit}
          icon={isBusy ? <LoaderCircle className={styles.spinner} aria-hidden /> : undefined}
        >
          {PHASE_LABELS[submit.phase]}
          {!isBusy && <Kbd>{`${MOD_KEY}↵`}</Kbd>}
        </Button>
        {canCancel && <Button onClick={submit.onCancel}>Cancel</Button>}
      </div>
      <p id="expand-note" className={styles.note}>
        {obstacle ?? costNote(config, chosen, n)}
      </p>
    </footer>
  );
}

function costNote(config: Config | null, chosen: Provider | null, n: number): string {
  if (!config || !chosen) return 'Connecting to the relay…';
  if (!chosen.isPaid) return `${chosen.label}: content-aware fill, works offline, ignores the prompt.`;
  if (!config.pricePerImage) return `${chosen.label}: paid per image.`;
  return n > 1
    ? `${chosen.label}: ${n} images at ${config.pricePerImage} each.`
    : `${chosen.label}: ${config.pricePerImage}.`;
}
