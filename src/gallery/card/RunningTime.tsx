import { useQuery } from '@tanstack/react-query';
import { providerTimesQuery } from '../../api/providerTimes.ts';
import type { Task } from '../../domain/contract/task.ts';
import { expectedLabel } from '../../domain/expectedLabel.ts';
import { expectedTimeOf } from '../../domain/expectedTime.ts';
import { isOverdue } from '../../domain/overdue.ts';
import { elapsedLabel, elapsedMs } from '../../ui/elapsed.ts';
import { useNow } from '../../ui/sharedClock.ts';

/**
 * How long a task under way has taken, and where that is known, how long tasks like it take.
 *
 * @param isBrief where there is room for one figure alone
 */
export function RunningTime({ task, isBrief = false }: { task: Task; isBrief?: boolean }) {
  const now = useNow();
  const times = useQuery(providerTimesQuery).data;
  const expected = times ? expectedTimeOf(times, task) : null;
  const elapsed = elapsedMs(task, now);
  if (!expected || isBrief) return <span className="tabular">{elapsedLabel(elapsed)}</span>;
  return (
    <span
      className="tabular"
      data-tip={`Usually ${expectedLabel(expected)}, measured on the latest ${expected.runs} of this provider.`}
    >
      {elapsedLabel(elapsed)}
      {isOverdue(expected, elapsed) ? ', longer than usual' : ` of ${expectedLabel(expected)}`}
    </span>
  );
}
