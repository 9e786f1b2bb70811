import type { Task } from '../../domain/contract/task.ts';

/** Whether a dialog that is open tells of the task's batch, and lies over what else would tell of it. */
export function isToldInDialog({ batch }: Pick<Task, 'batch'>): boolean {
  return batch !== null && document.querySelector(`[role=dialog] [data-tells-of="${batch.id}"]`) !== null;
}
