import {
  hashKey,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  replaceEqualDeep,
} from '@tanstack/react-query';
import { outlinePageSchema, type TaskOutline } from '../domain/contract/lists.ts';
import type { Task, TaskStatus } from '../domain/contract/task.ts';
import { frameOf } from '../domain/frame.ts';
import { findsText } from '../domain/searchWords.ts';
import { askForTask } from './gatheredTasks.ts';
import { request } from './request.ts';
import { starsUnderWay, withStars } from './starsUnderWay.ts';
import { type PagedList, withoutTask, withTask } from './taskList.ts';
import { onTaskChange } from './tasks.ts';

/** Which tasks a list holds; null and empty mean all. */
export interface ListFilter {
  readonly statuses: readonly TaskStatus[];
  readonly provider: string | null;
  readonly source: string | null;
  readonly format: string | null;
  readonly batch: string | null;
  readonly isStarred: boolean;
  readonly search: string;
}

export type OutlineList = PagedList<TaskOutline>;

const PAGE_SIZE = 500;
const FIRST_PAGE_SIZE = 120;
export const OUTLINES = 'outlines';
export const TASK = 'task';

/**
 * What changed while a list was being asked for, by the list's filter: its answer does not know of it, so that these
 * are brought into it as well.
 */
const lateChanges = new Map<string, Map<string, Task | null>>();

/** Outlines of all tasks that pass a filter, newest first. The first page is small, so that it is there at once. */
export function outlinesQuery(filter: ListFilter) {
  return infiniteQueryOptions({
    queryKey: [OUTLINES, filter] as const,
    queryFn: async ({ client, pageParam, signal }) => {
      if (pageParam === null) lateChanges.delete(nameOf(filter));
      const words = filterWords(filter, pageParam, pageParam === null ? FIRST_PAGE_SIZE : PAGE_SIZE);
      const page = await request(outlinePageSchema, `/api/tasks/outline?${words}`, { signal });
      const stars = starsUnderWay(client);
      return { ...page, tasks: page.tasks.map((task) => withStars(task, stars)) };
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    // Comparing thousands of outlines one by one with those before takes longer than drawing those in sight.
    structuralSharing: (_before, fresh) =>
      isOutlineList(fresh) ? withLateChanges(fresh, filter, lateChanges.get(nameOf(filter))) : fresh,
  });
}

/** A page of what passes a filter, as the relay is asked for it. */
export function filterWords(filter: ListFilter, cursor: string | null, limit: number): URLSearchParams {
  const words = new URLSearchParams({ limit: String(limit) });
  if (cursor !== null) words.set('cursor', cursor);
  if (filter.statuses.length > 0) words.set('status', filter.statuses.join(','));
  if (filter.provider !== null) words.set('provider', filter.provider);
  if (filter.source !== null) words.set('source', filter.source);
  if (filter.format !== null) words.set('format', filter.format);
  if (filter.batch !== null) words.set('batch', filter.batch);
  if (filter.isStarred) words.set('starred', 'true');
  if (filter.search.trim() !== '') words.set('search', filter.search);
  return words;
}

function firstPage(): string | null {
  return null;
}

/** Brings each change of a task into the lists of outlines, until the returned function is called. */
export function followOutlines(client: QueryClient): () => void {
  return onTaskChange((taskId, task) => {
    for (const query of client.getQueryCache().findAll({ queryKey: [OUTLINES] })) {
      const filter = filterIn(query.queryKey[1]);
      if (!filter) continue;
      noteWhileAsking(query.state.fetchStatus !== 'idle', filter, taskId, task);
      client.setQueryData<OutlineList>(
        query.queryKey,
        (list) => list && withChange(list, filter, taskId, task),
      );
    }
    const { queryKey } = taskQuery(taskId);
    if (task === null) client.removeQueries({ queryKey, type: 'inactive' });
    else if (client.getQueryState(queryKey)) client.setQueryData(queryKey, task);
  });
}

/** Asks again for every list of outlines and every single task in sight; for the others, when they are looked at. */
export async function askForOutlines(client: QueryClient, options: { restart: boolean }): Promise<void> {
  const refetch = { cancelRefetch: options.restart };
  await Promise.all([
    client.invalidateQueries({ queryKey: [OUTLINES] }, refetch),
    client.invalidateQueries({ queryKey: [TASK] }, refetch),
  ]);
}

function noteWhileAsking(isAsking: boolean, filter: ListFilter, taskId: string, task: Task | null): void {
  const name = nameOf(filter);
  if (!isAsking) lateChanges.delete(name);
  else lateChanges.set(name, new Map(lateChanges.get(name)).set(taskId, task));
}

function nameOf(filter: ListFilter): string {
  return hashKey([filter]);
}

function withLateChanges(
  list: OutlineList,
  filter: ListFilter,
  changes: ReadonlyMap<string, Task | null> = new Map(),
): OutlineList {
  let changed = list;
  for (const [taskId, task] of changes) changed = withChange(changed, filter, taskId, task);
  return changed;
}

function withChange(list: OutlineList, filter: ListFilter, taskId: string, task: Task | null): OutlineList {
  const outline = task && outlineIn(list, task, filter);
  return outline ? withTask(list, outline) : withoutTask(list, taskId);
}

function isOutlineList(data: unknown): data is OutlineList {
  return typeof data === 'object' && data !== null && 'pages' in data;
}

function filterIn(key: unknown): ListFilter | null {
  return typeof key === 'object' && key !== null && 'statuses' in key ? (key as ListFilter) : null;
}

/** A changed task as it stands in a list, or null when it does not belong there. */
function outlineIn(list: OutlineList, task: Task, filter: ListFilter): TaskOutline | null {
  if (!passes(task, filter)) return null;
  const outline = outlineOf(task);
  if (!filter.isStarred) return outline;
  // One that just lost its star stays until the list is asked for again: it could not be brought back otherwise.
  const listed = list.pages.flatMap(({ tasks }) => tasks).find(({ id }) => id === task.id)?.results ?? [];
  const results = outline.results.filter(
    ({ id, isStarred }) => isStarred || listed.some((one) => one.id === id),
  );
  return results.length > 0 ? { ...outline, results } : null;
}

/** Whether a task belongs in a list: by the same rules as on the relay. Stars are looked at result by result. */
function passes(task: Task, filter: ListFilter): boolean {
  return (
    (filter.statuses.length === 0 || filter.statuses.includes(task.status)) &&
    (filter.provider === null || filter.provider === task.provider) &&
    (filter.source === null || filter.source === task.source.id) &&
    (filter.format === null || filter.format === task.formatId) &&
    (filter.batch === null || filter.batch === task.batch?.id) &&
    findsText(filter.search, `${task.prompt} ${task.sourceName ?? ''}`)
  );
}

export function outlineOf(task: Task): TaskOutline {
  const { id, revision, status, n, variants, createdAt, source } = task;
  const { width, height } = frameOf(task.crop ?? source, task.expansion);
  const results = task.results.map(({ id: resultId, index, colour, isStarred, flags }) => ({
    ...{ id: resultId, index, colour, isStarred, flags },
  }));
  return { id, revision, status, n, variants, createdAt, sourceId: source.id, width, height, results };
}

/** One task as it is now. */
export function taskQuery(taskId: string) {
  return queryOptions({
    queryKey: [TASK, taskId],
    queryFn: async ({ client }) => withStars(await askForTask(taskId), starsUnderWay(client)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    // An answer that was under way while a change arrived does not know of it.
    structuralSharing: (before, fresh) => (isNewer(before, fresh) ? before : replaceEqualDeep(before, fresh)),
  });
}

function isNewer(before: unknown, fresh: unknown): boolean {
  return hasRevision(before) && hasRevision(fresh) && before.revision > fresh.revision;
}

function hasRevision(data: unknown): data is Pick<Task, 'revision'> {
  return typeof data === 'object' && data !== null && 'revision' in data;
}
