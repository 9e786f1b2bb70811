import { useQuery } from '@tanstack/react-query';
import { Check, CircleAlert, RotateCcw, SlidersHorizontal, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { providerTimesQuery } from '../../../api/providerTimes.ts';
import { type TaskChanges, useTaskChanges } from '../../../api/useTaskChanges.ts';
import { hasEnded, type Task } from '../../../domain/contract/task.ts';
import { frameOfTask } from '../../../domain/crop.ts';
import { durationLabel } from '../../../domain/durationLabel.ts';
import { expectedTimeOf } from '../../../domain/expectedTime.ts';
import { retryLabel } from '../../../domain/retryable.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { elapsedMs } from '../../../ui/elapsed.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { placementStyle } from '../../../ui/placementStyle.ts';
import { problemMessage } from '../../../ui/problemMessage.ts';
import { useNow } from '../../../ui/sharedClock.ts';
import styles from './RunningFrame.module.css';
import { dismissTask, showVariant } from './stageResultStore.ts';
import { useStagePlace, type ViewGetter } from './useStagePlace.ts';
import { useTaskRect } from './useTaskRect.ts';

interface RunningFrameProps {
  task: Task;
  view: ViewGetter;
  /** The frame on the stage is still the one that it was submitted with. */
  isUntouched: boolean;
  /** Back to its frame with the prompt in hand. */
  onRetry: (task: Task) => void;
}

/** The frame that is being expanded, and how far that is; the stage under it stays free for the next frame. */
export function RunningFrame({ task, view, isUntouched, onRetry }: RunningFrameProps) {
  const rect = useTaskRect(task);
  const place = useStagePlace(view, rect);
  const isRunning = !hasEnded(task.status);
  const preview = task.previews.find((picture) => picture !== null) ?? null;
  return (
    <>
      {isRunning && (
        <div
          ref={place}
          className={styles.frame}
          data-moved={!isUntouched}
          style={newAreaClip(task)}
          aria-hidden
        >
          {isUntouched && preview !== null && <img className={styles.preview} src={preview} alt="" />}
          <i className={styles.sweep} />
        </div>
      )}
      <section
        className={styles.chip}
        aria-label="Task on the stage"
        data-status={task.status}
        data-tells={(isRunning ? task.waiting : task.problem) ? true : undefined}
      >
        {isRunning ? <Running task={task} /> : <Ended task={task} onRetry={onRetry} />}
      </section>
    </>
  );
}

const STEP_LABELS: Partial<Record<Task['status'], string>> = {
  queued: 'Waiting its turn',
  submitting: 'Sending',
  processing: 'Expanding',
  finishing: 'Finishing',
};

function stepLabel({ status, plan }: Task): string {
  const label = STEP_LABELS[status] ?? '';
  return plan === null ? label : `${label}, step ${plan.step + 1} of ${plan.steps.length}`;
}

function Running({ task }: { task: Task }) {
  const { refusals, change, isUnderWay } = useTaskChanges();
  const isCancelling = isUnderWay(task.id, 'cancel');
  const now = useNow();
  const times = useQuery(providerTimesQuery).data;
  const expected = (times && expectedTimeOf(times, task)?.medianMs) ?? null;
  const elapsed = elapsedMs(task, now);
  const share = task.progress ?? (expected === null ? null : Math.min(0.97, elapsed / Math.max(1, expected)));
  return (
    <>
      <i className={styles.pulse} aria-hidden />
      <span className={styles.step}>{task.waiting ? task.waiting.detail : stepLabel(task)}</span>
      <span className={`${styles.time} tabular`}>
        {expected === null || elapsed > expected
          ? durationLabel(elapsed)
          : `about ${durationLabel(expected - elapsed + 999)} left`}
      </span>
      <Button
        size="s"
        variant="quiet"
        icon={<X aria-hidden />}
        aria-disabled={isCancelling}
        onClick={() => isCancelling || change([task.id], 'cancel')}
      >
        Cancel
      </Button>
      {share !== null && <progress className={styles.bar} aria-label="Share done" value={share} />}
      <Refused refusals={refusals} />
    </>
  );
}

function Ended({ task, onRetry }: Pick<RunningFrameProps, 'task' | 'onRetry'>) {
  const { refusals, change, isUnderWay } = useTaskChanges();
  const [first] = task.results;
  const isDone = task.status === 'succeeded';
  return (
    <>
      {isDone ? <Check aria-hidden /> : <CircleAlert aria-hidden />}
      <span className={styles.step}>
        {isDone ? 'Done' : (task.problem?.detail ?? (task.status === 'cancelled' ? 'Cancelled' : 'Failed'))}
      </span>
      <span className={styles.ways}>
        {task.problem && (
          <WaysOn
            task={task}
            isTrying={isUnderWay(task.id, 'retry')}
            onTryAgain={() => change([task.id], 'retry')}
            onRetry={onRetry}
          />
        )}
        {first && (
          <Button size="s" onClick={() => showVariant(first.id)}>
            Show result
          </Button>
        )}
      </span>
      <IconButton size="s" label="Dismiss" onClick={dismissTask}>
        <X aria-hidden />
      </IconButton>
      <Refused refusals={refusals} />
    </>
  );
}

interface WaysOnProps extends Pick<RunningFrameProps, 'task' | 'onRetry'> {
  isTrying: boolean;
  onTryAgain: () => void;
}

/** What can be done about a task that failed, or of which nobody knows, where it is told; the rest is in its card. */
function WaysOn({ task, isTrying, onTryAgain, onRetry }: WaysOnProps) {
  const retry = retryLabel(task);
  return (
    <>
      {retry && (
        <Button
          size="s"
          icon={<RotateCcw aria-hidden />}
          aria-disabled={isTrying}
          onClick={() => isTrying || onTryAgain()}
        >
          {retry}
        </Button>
      )}
      {task.status !== 'uncertain' && (
        <Button size="s" icon={<SlidersHorizontal aria-hidden />} onClick={() => onRetry(task)}>
          Change and retry
        </Button>
      )}
    </>
  );
}

/** Why what was pressed here last did not happen; it goes with the next press. */
function Refused({ refusals: [refusal] }: Pick<TaskChanges, 'refusals'>) {
  if (!refusal) return null;
  return (
    <div className={styles.refused}>
      <Notice tone="problem">{problemMessage(refusal.problem)}</Notice>
    </div>
  );
}

/** Cuts the source out of what lies over the frame: only the new area is being worked on. */
function newAreaClip(task: Task): CSSProperties {
  const { left, top, width, height } = placementStyle(frameOfTask(task), task.source);
  const [x, y] = [left, top];
  const [right, bottom] = [`calc(${left} + ${width})`, `calc(${top} + ${height})`];
  const outer = '0 0, 100% 0, 100% 100%, 0 100%, 0 0';
  const inner = `${x} ${y}, ${right} ${y}, ${right} ${bottom}, ${x} ${bottom}, ${x} ${y}`;
  return { clipPath: `polygon(evenodd, ${outer}, ${inner})` };
}
