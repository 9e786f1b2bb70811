import { useQuery } from '@tanstack/react-query';
import { providerTimesQuery } from '../../api/providerTimes.ts';
import type { Task } from '../../domain/contract/task.ts';
import { durationLabel } from '../../domain/durationLabel.ts';
import { expectedLabel } from '../../domain/expectedLabel.ts';
import { expectedTimeUnderWay } from '../../domain/expectedTime.ts';
import { isOverdue } from '../../domain/overdue.ts';
import { elapsedMs } from '../../ui/elapsed.ts';
import { useNow } from '../../ui/sharedClock.ts';
import { Explained } from '../../ui/tooltip/Explained.tsx';

interface RunningTimeProps {
  task: Task;
  /** Where there is room for one figure alone. */
  isBrief?: boolean;
  /** Says on demand where the usual time is from: not in what is itself a button. */
  isExplained?: boolean;
}

/** How long a task under way has taken, and where that is known, how long tasks like it take. */
export function RunningTime({ task, isBrief = false, isExplained = false }: RunningTimeProps) {
  const now = useNow();
  const times = useQuery(providerTimesQuery).data;
  const expected = times ? expectedTimeUnderWay(times, task) : null;
  const elapsed = elapsedMs(task, now);
  if (!expected || isBrief) return <span className="tabular">{durationLabel(elapsed)}</span>;
  const usual = expectedLabel(expected);
  const figures = `${durationLabel(elapsed)}${isOverdue(expected, elapsed) ? ', longer than usual' : ` of ${usual}`}`;
  if (!isExplained) return <span className="tabular">{figures}</span>;
  return (
    <Explained
      className="tabular"
      words={`Usually ${usual}, measured on the latest ${expected.runs} of this provider.`}
    >
      {figures}
    </Explained>
  );
}
