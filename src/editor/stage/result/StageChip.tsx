import { hasEnded, type Task } from '../../../domain/contract/task.ts';
import { EndedTask } from './EndedTask.tsx';
import { RunningTask } from './RunningTask.tsx';
import styles from './StageChip.module.css';
import { Submitting, type SubmittingProps } from './Submitting.tsx';

interface StageChipProps {
  /** Expand was pressed, and there is no task of it yet; else null. */
  submitting: SubmittingProps | null;
  /** What is told where nothing is being submitted. */
  task: Task | undefined;
  /** Back to its frame with the prompt in hand. */
  onRetry: (task: Task) => void;
}

/** One line over the stage, from the press of Expand to what became of the task: it arrives once, and its words change. */
export function StageChip({ submitting, task, onRetry }: StageChipProps) {
  const told = submitting === null ? task : undefined;
  const isRunning = told !== undefined && !hasEnded(told.status);
  return (
    <section
      className={styles.chip}
      aria-label="Task on the stage"
      data-status={told?.status}
      data-tells={(isRunning ? told.waiting : told?.problem) ? true : undefined}
    >
      {submitting !== null && <Submitting {...submitting} />}
      {told && (isRunning ? <RunningTask task={told} /> : <EndedTask task={told} onRetry={onRetry} />)}
    </section>
  );
}
