import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { providerTimesQuery } from '../../../api/providerTimes.ts';
import { useTaskChanges } from '../../../api/useTaskChanges.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { durationLabel } from '../../../domain/durationLabel.ts';
import { expectedTimeUnderWay } from '../../../domain/expectedTime.ts';
import { Button } from '../../../ui/Button.tsx';
import { elapsedMs } from '../../../ui/elapsed.ts';
import { useNow } from '../../../ui/sharedClock.ts';
import { RefusedChange } from './RefusedChange.tsx';
import styles from './StageChip.module.css';

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

/** How far a task is, and how long that may take. */
export function RunningTask({ task }: { task: Task }) {
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
