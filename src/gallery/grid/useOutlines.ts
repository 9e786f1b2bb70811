import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { type ListFilter, outlinesQuery } from '../../api/outline.ts';
import { resultKey } from '../deletion/deletionKey.ts';
import { type Tile, tilesOf } from './tiles.ts';

/** The tiles of all tasks that pass a filter: the first ones at once, the others as they come, and kept as the relay has them. */
export function useOutlines(filter: ListFilter, hidden: ReadonlySet<string>) {
  const list = useInfiniteQuery(outlinesQuery(filter));
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  // What is in sight answers first; a list that grew by a page is drawn when there is time.
  const data = useDeferredValue(list.data);
  const tiles = useMemo<Tile[]>(() => {
    const tasks = data?.pages.flatMap((page) => page.tasks) ?? [];
    const isShown = ({ task, result }: Tile) =>
      !hidden.has(task.id) && (result === null || !hidden.has(resultKey(result.id)));
    const all = tilesOf(tasks);
    return hidden.size === 0 ? all : all.filter(isShown);
  }, [data, hidden]);
  return {
    list,
    tiles,
    isWhole: list.isSuccess && !hasNextPage && !list.isPlaceholderData && data === list.data,
  };
}
