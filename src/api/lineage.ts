import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Task, taskSchema } from '../domain/contract/task.ts';
import { ProblemError } from '../domain/problem.ts';
import { request } from './request.ts';
import { tasksOf } from './taskList.ts';
import { tasksQuery } from './tasks.ts';

/** A result that others came from, with its task. */
export interface Ancestor {
  readonly task: Task;
  readonly resultId: string;
}

/** Far beyond what anybody goes on from: each step makes the image larger. */
const MAX_GENERATIONS = 50;

/** The results that a task's source comes from, the first one first; one that was deleted ends the line. */
export function lineageQuery(task: Task) {
  return queryOptions({
    queryKey: ['lineage', task.id, task.parent?.resultId ?? null],
    queryFn: async ({ client, signal }) => {
      const ancestors: Ancestor[] = [];
      let parent = task.parent;
      while (parent !== null && ancestors.length < MAX_GENERATIONS) {
        const found = await taskOf(client, parent, signal);
        if (found === null) break;
        ancestors.unshift({ task: found, resultId: parent.resultId });
        parent = found.parent;
      }
      return ancestors;
    },
  });
}

async function taskOf(
  client: QueryClient,
  { taskId, resultId }: NonNullable<Task['parent']>,
  signal: AbortSignal,
): Promise<Task | null> {
  const known = tasksOf(client.getQueryData(tasksQuery.queryKey)).find(({ id }) => id === taskId);
  // A result is left out of the list while its deletion can be undone, or comes to it later than to the relay.
  if (known?.results.some(({ id }) => id === resultId)) return known;
  try {
    return await request(taskSchema, `/api/results/${encodeURIComponent(resultId)}`, { signal });
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'result-not-found') return null;
    throw error;
  }
}
