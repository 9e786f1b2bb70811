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
  mutationFn: async (press: StarPress) => {
    const tasks: Task[] = [];
    for (const part of partsOf(press)) tasks.push(...(await sendStars(part)));
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

/**
 * Sends what was pressed and not answered yet, for a page that is about to go: presses that wait for their turn would be
 * lost with it, though their stars were shown.
 */
export function sendStarsOnLeaving(client: QueryClient): void {
  const stars = [...starsUnderWay(client)];
  for (const isStarred of [true, false]) {
    const ids = stars.filter(([, wanted]) => wanted === isStarred).map(([id]) => id);
    // A page that comes back has its presses still, and they tell what became of them.
    for (const part of partsOf({ ids, isStarred })) void sendStars(part).catch(() => undefined);
  }
}

/** What the relay takes at once; and less than the 64 KB that browsers let outlive a page. */
const STARS_AT_ONCE = 500;

function partsOf({ ids, isStarred }: StarPress): StarPress[] {
  const starts = Array.from({ length: Math.ceil(ids.length / STARS_AT_ONCE) }, (_, at) => at * STARS_AT_ONCE);
  return starts.map((start) => ({ ids: ids.slice(start, start + STARS_AT_ONCE), isStarred }));
}

/** Outlives the page: somebody who stars and reloads has starred. */
async function sendStars(press: StarPress): Promise<Task[]> {
  const options = { method: 'PATCH', json: press, keepalive: true } as const;
  return (await request(starredTasksSchema, '/api/results', options)).tasks;
}

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
