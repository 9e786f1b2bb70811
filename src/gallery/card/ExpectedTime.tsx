import { useQuery } from '@tanstack/react-query';
import { providerTimesQuery } from '../../api/providerTimes.ts';
import type { Task } from '../../domain/contract/task.ts';
import { expectedLabel } from '../../domain/expectedLabel.ts';
import { expectedTimeOf } from '../../domain/expectedTime.ts';

/** How long tasks like this one take, where that is known. */
export function ExpectedTime({ task }: { task: Task }) {
  const times = useQuery(providerTimesQuery).data;
  const expected = times ? expectedTimeOf(times, task) : null;
  if (!expected) return null;
  return (
    <span
      data-tip={`Measured on the latest ${expected.runs} of this provider: half of them took less than that, half more.`}
    >
      of {expectedLabel(expected)}
    </span>
  );
}
