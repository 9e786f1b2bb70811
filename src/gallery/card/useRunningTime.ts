import { useQuery } from '@tanstack/react-query';
import { providerTimesQuery } from '../../api/providerTimes.ts';
import type { ProviderTime } from '../../domain/contract/lists.ts';
import type { Task } from '../../domain/contract/task.ts';
import { expectedTimeUnderWay } from '../../domain/expectedTime.ts';
import { isOverdue } from '../../domain/overdue.ts';
import { elapsedMs } from '../../ui/elapsed.ts';
import { useNow } from '../../ui/sharedClock.ts';

interface RunningTime {
  readonly elapsed: number;
  /** How long tasks like it take; null where that is not known. */
  readonly expected: ProviderTime | null;
  readonly isOverdue: boolean;
}

/** How long a task under way has taken by now, in milliseconds. */
export function useRunningTime(task: Task): RunningTime {
  const elapsed = elapsedMs(task, useNow());
  const times = useQuery(providerTimesQuery).data;
  const expected = times ? expectedTimeUnderWay(times, task) : null;
  return { elapsed, expected, isOverdue: expected !== null && isOverdue(expected, elapsed) };
}
