import type { Task } from '../../domain/contract/task.ts';
import { durationLabel } from '../../domain/durationLabel.ts';
import { expectedLabel } from '../../domain/expectedLabel.ts';
import { Explained } from '../../ui/tooltip/Explained.tsx';
import { useRunningTime } from './useRunningTime.ts';

interface RunningTimeProps {
  task: Task;
  /** Where there is room for one figure alone. */
  isBrief?: boolean;
  /**
   * Says on demand where the usual time is from: not in what is itself a button. What takes longer than usual is said
   * beside it then.
   */
  isExplained?: boolean;
}

/** How long a task under way has taken, and where that is known, how long tasks like it take until it takes longer. */
export function RunningTime({ task, isBrief = false, isExplained = false }: RunningTimeProps) {
  const { elapsed, expected, isOverdue } = useRunningTime(task);
  if (!expected || isBrief) return <span className="tabular">{durationLabel(elapsed)}</span>;
  const usual = expectedLabel(expected);
  const figures = isOverdue ? durationLabel(elapsed) : `${durationLabel(elapsed)} of ${usual}`;
  if (!isExplained) {
    return <span className="tabular">{isOverdue ? `${figures}, longer than usual` : figures}</span>;
  }
  return (
    <Explained
      className="tabular"
      words={`Usually ${usual}, measured on the latest ${expected.runs} of this provider.`}
    >
      {figures}
    </Explained>
  );
}
