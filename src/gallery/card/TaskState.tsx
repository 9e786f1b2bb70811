import type { TaskProblem } from '../../domain/contract/problem.ts';
import { hasEnded, type Task } from '../../domain/contract/task.ts';
import { durationLabel } from '../../domain/durationLabel.ts';
import { expectedLabel } from '../../domain/expectedLabel.ts';
import { elapsedMs, nextTryLabel } from '../../ui/elapsed.ts';
import { StatusIcon } from '../../ui/StatusIcon.tsx';
import { useNow } from '../../ui/sharedClock.ts';
import { stateWord, waitingLabel } from '../taskLabels.ts';
import { RunningTime } from './RunningTime.tsx';
import styles from './TaskState.module.css';
import { useRunningTime } from './useRunningTime.ts';

/** Where a task stands, in words and, while it runs, as a bar. */
export function TaskState({ task }: { task: Task }) {
  const isRunning = !hasEnded(task.status);
  return (
    <header className={styles.state} data-status={task.status}>
      <p className={styles.line}>
        {isRunning ? <i className={styles.pulse} aria-hidden /> : <StatusIcon status={task.status} />}
        <span className={styles.word}>{stateWord(task)}</span>
        {isRunning && task.progress !== null && (
          <span className={styles.share}>{Math.floor(task.progress * 100)}%</span>
        )}
        <span className={styles.elapsed}>
          {isRunning ? <RunningTime task={task} isExplained /> : elapsedOf(task)}
        </span>
      </p>
      {isRunning && (
        <progress
          className={styles.bar}
          aria-label={stateWord(task)}
          {...(task.progress === null ? {} : { value: task.progress })}
        />
      )}
      {isRunning && (task.waiting ? <Waiting waiting={task.waiting} /> : <Overdue task={task} />)}
    </header>
  );
}

function Waiting({ waiting }: { waiting: TaskProblem & { until: string } }) {
  const now = useNow();
  const { words, hasTime } = waitingLabel(waiting);
  return (
    <p className={styles.waiting}>
      {words} {hasTime && <span className="tabular">{nextTryLabel(waiting.until, now)}</span>}
    </p>
  );
}

/** Below the bar: beside the state there is no room for it. */
function Overdue({ task }: { task: Task }) {
  const { expected, isOverdue } = useRunningTime(task);
  if (expected === null || !isOverdue) return null;
  return <p className={styles.waiting}>{`Takes longer than usual, which is ${expectedLabel(expected)}.`}</p>;
}

function elapsedOf(task: Task): string | null {
  return task.endedAt === null ? null : durationLabel(elapsedMs(task, 0));
}
