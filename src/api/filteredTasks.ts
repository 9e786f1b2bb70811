import { infiniteQueryOptions, keepPreviousData, type QueryClient } from '@tanstack/react-query';
import { taskPageSchema } from '../domain/contract/task.ts';
import { filterWords, type ListFilter } from './outline.ts';
import { request } from './request.ts';
import { onTaskChange } from './tasks.ts';

const FILTERED = 'filtered tasks';
const PAGE_SIZE = 30;
/** Should a change ever be missed. */
const ASK_AGAIN_MS = 30_000;

/** All of the tasks that pass a filter, newest first, page by page. */
export function filteredTasksQuery(filter: ListFilter) {
  return infiniteQueryOptions({
    queryKey: [FILTERED, filter] as const,
    queryFn: ({ pageParam, signal }) =>
      request(taskPageSchema, `/api/tasks?${filterWords(filter, pageParam, PAGE_SIZE)}`, { signal }),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** Asks again whenever a task changes, until the returned function is called: the relay knows whether it passes now. */
export function followFilteredTasks(client: QueryClient): () => void {
  return onTaskChange(() => void client.invalidateQueries({ queryKey: [FILTERED] }));
}

function firstPage(): string | null {
  return null;
}
