import type { StoredTask } from '../rows/taskRow.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';
import type { SubmitDecision } from './submitDecision.ts';

type Told = Extract<SubmitDecision, { kind: 'wait' }>['told'];
/** Since when the answers in a row, up to the last one, say that it is not there, or that there is trouble. */
type Heard = Pick<StoredTask, 'deniedAt' | 'troubleSince'>;

/** What a row keeps of an answer. Trouble is no answer: what is said before and after it is not said in a row. */
export function heard({ deniedAt, troubleSince }: Heard, told: Told, now: Date) {
  if (told === null) return { deniedAt: null, troubleSince: troubleSince ?? now };
  return { polls: told.unclear, deniedAt: told.isDenied ? (deniedAt ?? now) : null, troubleSince: null };
}

/** What was heard before a time in which nobody asked (no relay ran, the machine slept) is nothing in a row. */
export function heardInTime<T extends Heard & Pick<StoredTask, 'dueAt'>>(task: T, now: Date): T {
  const lateMs = now.getTime() - (task.dueAt ?? now).getTime();
  return lateMs <= RETRY_LIMITS.lateMs ? task : { ...task, deniedAt: null, troubleSince: null };
}
