import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { outlinesQuery } from '../../api/outline.ts';
import { changeTaskMutation, type TaskChange } from '../../api/tasks.ts';
import { hasEnded } from '../../domain/contract.ts';
import type { TaskOutline } from '../../domain/listContract.ts';
import { NO_FILTER } from '../../gallery/listFilter.ts';

interface BatchTasks {
  readonly done: readonly TaskOutline[];
  readonly underWay: readonly TaskOutline[];
  /** Ended without a picture, and may be tried again. */
  readonly failed: readonly TaskOutline[];
  readonly change: (tasks: readonly TaskOutline[], change: TaskChange) => void;
}

/** The tasks of a batch as the relay has them, kept up to date by its news. */
export function useBatchTasks(batchId: string): BatchTasks {
  const { state: _state, ...none } = NO_FILTER;
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useInfiniteQuery(
    outlinesQuery({ ...none, statuses: [], batch: batchId }),
  );
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const { mutate } = useMutation(changeTaskMutation);
  const tasks = data?.pages.flatMap((page) => page.tasks) ?? [];
  return {
    done: tasks.filter(({ status }) => status === 'succeeded'),
    underWay: tasks.filter(({ status }) => !hasEnded(status)),
    failed: tasks.filter(({ status }) => hasEnded(status) && status !== 'succeeded'),
    change: (some, change) => {
      for (const { id } of some) mutate({ taskId: id, change });
    },
  };
}
