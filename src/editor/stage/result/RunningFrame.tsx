import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { providerTimesQuery } from '../../../api/providerTimes.ts';
import { useTaskChanges } from '../../../api/useTaskChanges.ts';
import { hasEnded, type Task } from '../../../domain/contract/task.ts';
import { frameOfTask } from '../../../domain/crop.ts';
import { durationLabel } from '../../../domain/durationLabel.ts';
import { expectedTimeUnderWay } from '../../../domain/expectedTime.ts';
import { Button } from '../../../ui/Button.tsx';
import { elapsedMs } from '../../../ui/elapsed.ts';
import { placementStyle } from '../../../ui/placementStyle.ts';
import { useNow } from '../../../ui/sharedClock.ts';
import { EndedTask } from './EndedTask.tsx';
import { RefusedChange } from './RefusedChange.tsx';
import styles from './RunningFrame.module.css';
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
        {isRunning ? <Running task={task} /> : <EndedTask task={task} onRetry={onRetry} />}
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
  const expected = (times && expectedTimeUnderWay(times, task)?.medianMs) ?? null;
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
      <RefusedChange refusals={refusals} />
    </>
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
