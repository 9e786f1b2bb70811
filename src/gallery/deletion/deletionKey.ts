import type { Task } from '../../domain/contract/task.ts';

const RESULT = 'result ';

/** What the queue of deletions calls a result; a task goes by its id. */
export function resultKey(resultId: string): string {
  return RESULT + resultId;
}

/** The result that is meant; null where it is a task. */
export function resultOfKey(key: string): string | null {
  return key.startsWith(RESULT) ? key.slice(RESULT.length) : null;
}

/** Tasks without what is about to be deleted; each that loses nothing is the same object as before. */
export function withoutDeleted(tasks: readonly Task[], hidden: ReadonlySet<string>): Task[] {
  return tasks
    .filter(({ id }) => !hidden.has(id))
    .map((task) => {
      const results = task.results.filter(({ id }) => !hidden.has(resultKey(id)));
      return results.length === task.results.length ? task : { ...task, results };
    });
}

/** What was deleted, in words. */
export function deletedLabel(keys: readonly string[]): string {
  const results = keys.filter((key) => resultOfKey(key) !== null).length;
  const tasks = keys.length - results;
  if (results === 0) return tasks === 1 ? 'Task deleted' : `${tasks} tasks deleted`;
  if (tasks === 0) return results === 1 ? 'Result deleted' : `${results} results deleted`;
  return `${keys.length} deleted`;
}
