import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';

export interface ShownResult {
  readonly task: Task;
  readonly result: Result;
  /** Ids of the results beside it, over the borders of its task; null at the ends. */
  readonly previous: string | null;
  readonly next: string | null;
}

/** A result among all results in the order of the gallery, or null when it is not among them. */
export function findResult(tasks: readonly Task[], resultId: string): ShownResult | null {
  const all = tasks.flatMap((task) => task.results.map((result) => ({ task, result })));
  const at = all.findIndex(({ result }) => result.id === resultId);
  const found = all[at];
  if (!found) return null;
  return { ...found, previous: all[at - 1]?.result.id ?? null, next: all[at + 1]?.result.id ?? null };
}

/**
 * The result to show once one is gone: the next of its task, else the one before it there; with the task, the first of
 * the task after it, else the last of the one before.
 */
export function resultBeside(tasks: readonly Task[], taskId: string, resultId: string): string | null {
  const at = tasks.findIndex(({ id }) => id === taskId);
  const siblings = tasks[at]?.results ?? [];
  const place = siblings.findIndex(({ id }) => id === resultId);
  const sibling = siblings[place + 1] ?? siblings[place - 1];
  if (sibling !== undefined) return sibling.id;
  const after = tasks.slice(at + 1).find(({ results }) => results.length > 0);
  const before = tasks.slice(0, Math.max(0, at)).findLast(({ results }) => results.length > 0);
  return after?.results[0]?.id ?? before?.results.at(-1)?.id ?? null;
}
