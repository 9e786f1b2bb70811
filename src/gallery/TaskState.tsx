import { Ban, Check, CircleAlert, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { hasEnded, type Task, type TaskProblem, type TaskStatus } from '../domain/contract.ts';
import { elapsedMs, elapsedWords, nextTryWords } from './elapsed.ts';
import { useNow } from './sharedClock.ts';
import styles from './TaskState.module.css';
import { statusWord, waitingWords } from './taskWords.ts';

const ENDED_ICONS: Partial<Record<TaskStatus, ReactNode>> = {
  succeeded: <Check aria-hidden />,
  failed: <CircleAlert aria-hidden />,
  cancelled: <Ban aria-hidden />,
  uncertain: <CircleHelp aria-hidden />,
};

/** Where a task stands, in words and, while it runs, as a bar. */
export function TaskState({ task }: { task: Task }) {
  const isRunning = !hasEnded(task.status);
  return (
    <header className={styles.state} data-status={task.status}>
      <p className={styles.line}>
        {ENDED_ICONS[task.status] ?? <i className={styles.pulse} aria-hidden />}
        <span className={styles.word}>{statusWord(task.status)}</span>
        {isRunning && task.progress !== null && (
          <span className={styles.share}>{Math.floor(task.progress * 100)} %</span>
        )}
        <span className={styles.elapsed}>{isRunning ? <Elapsed task={task} /> : elapsedOf(task)}</span>
      </p>
      {isRunning && (
        <progress
          className={styles.bar}
          aria-label={statusWord(task.status)}
          {...(task.progress === null ? {} : { value: task.progress })}
        />
      )}
      {isRunning && task.waiting && <Waiting waiting={task.waiting} />}
    </header>
  );
}

function Elapsed({ task }: { task: Task }) {
  const now = useNow();
  return elapsedWords(elapsedMs(task, now));
}

function Waiting({ waiting }: { waiting: TaskProblem & { until: string } }) {
  const now = useNow();
  const { words, hasTime } = waitingWords(waiting);
  return (
    <p className={styles.waiting}>
      {words} {hasTime && <span className="tabular">{nextTryWords(waiting.until, now)}</span>}
    </p>
  );
}

function elapsedOf(task: Task): string | null {
  return task.endedAt === null ? null : elapsedWords(elapsedMs(task, 0));
}
