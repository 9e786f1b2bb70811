import { mutationOptions, type QueryClient } from '@tanstack/react-query';
import { starredTasksSchema } from '../domain/contract/lists.ts';
import type { Task } from '../domain/contract/task.ts';
import { OUTLINES, type OutlineList, TASK } from './outline.ts';
import { retryWhileUnreachable } from './queryClient.ts';
import { request } from './request.ts';
import { STARS_KEY, type StarPress, type Stars, starsOf, starsUnderWay, withStars } from './starsUnderWay.ts';
import { mapPages } from './taskList.ts';
import { tasksQuery, upsertTaskInCache } from './tasks.ts';

/**
 * Stars results, or takes the stars away. One press after the other: of two of the same result, the relay has to hear
 * the later one last, however often the earlier one was sent.
 */
export const starMutation = mutationOptions({
  mutationKey: STARS_KEY,
  scope: { id: 'stars' },
  mutationFn: async ({ ids, isStarred }: StarPress) => {
    const tasks: Task[] = [];
    for (let at = 0; at < ids.length; at += STARS_AT_ONCE) {
      const json = { ids: ids.slice(at, at + STARS_AT_ONCE), isStarred };
      tasks.push(...(await request(starredTasksSchema, '/api/results', { method: 'PATCH', json })).tasks);
    }
    return tasks;
  },
  retry: retryWhileUnreachable,
  // Shown at once, and taken back where it is refused. The tasks that come back are newer and replace what is shown.
  onMutate: ({ ids, isStarred }, { client }) => showStars(client, starsOf(ids, isStarred)),
  onError: (_error, press, _onMutateResult, { client }) => {
    const later = starsUnderWay(client, press);
    const ids = press.ids.filter((id) => !later.has(id));
    showStars(client, starsOf(ids, !press.isStarred));
  },
  onSuccess: (tasks, _variables, _onMutateResult, { client }) => {
    for (const task of tasks) upsertTaskInCache(client, task.id, task);
  },
});

const STARS_AT_ONCE = 500;

/** Changes stars wherever their results are shown, and nothing else. */
function showStars(client: QueryClient, stars: Stars): void {
  const inTasks = <T extends Parameters<typeof withStars>[0]>(tasks: T[]): T[] => {
    const changed = tasks.map((task) => withStars(task, stars));
    return changed.every((task, at) => task === tasks[at]) ? tasks : changed;
  };
  client.setQueriesData<OutlineList>({ queryKey: [OUTLINES] }, (list) => list && mapPages(list, inTasks));
  client.setQueryData(tasksQuery.queryKey, (list) => list && mapPages(list, inTasks));
  client.setQueriesData<Task>({ queryKey: [TASK] }, (task) => task && withStars(task, stars));
}
