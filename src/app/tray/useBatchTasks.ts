import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { outlinesQuery } from '../../api/outline.ts';
import { changeTaskMutation, type TaskChange } from '../../api/tasks.ts';
import { hasEnded } from '../../domain/contract.ts';
import type { TaskOutline } from '../../domain/listContract.ts';
import { ProblemError } from '../../domain/problem.ts';
import { NO_FILTER } from '../../gallery/listFilter.ts';
import type { SourcesRun } from './trayRunStore.ts';

interface BatchTasks {
  readonly done: readonly TaskOutline[];
  readonly underWay: readonly TaskOutline[];
  /** Ended without a picture, and may be tried again. */
  readonly failed: readonly TaskOutline[];
  /** Ids of all that may be under way: those too of which the run knows before the list does. */
  readonly open: readonly string[];
  /** How many of them there are; null while the list is not there. */
  readonly openCount: number | null;
  readonly change: (taskIds: readonly string[], change: TaskChange) => void;
}

/** The tasks of a run as the relay has them, kept up to date by its news. */
export function useBatchTasks({ batch, parts }: SourcesRun): BatchTasks {
  const { state: _state, ...none } = NO_FILTER;
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useInfiniteQuery(
    outlinesQuery({ ...none, statuses: [], batch: batch.id }),
  );
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const { mutateAsync } = useMutation(changeTaskMutation);
  /** Were deleted: the run still has their ids. */
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const tasks = data?.pages.flatMap((page) => page.tasks) ?? [];
  const ended = new Set(tasks.filter(({ status }) => hasEnded(status)).map(({ id }) => id));
  const known = new Set([...tasks.map(({ id }) => id), ...parts.flatMap(({ taskId }) => taskId ?? [])]);
  const open = [...known].filter((id) => !ended.has(id) && !gone.has(id));
  return {
    done: tasks.filter(({ status }) => status === 'succeeded'),
    underWay: tasks.filter(({ status }) => !hasEnded(status)),
    failed: tasks.filter(({ status }) => hasEnded(status) && status !== 'succeeded'),
    open,
    openCount: data === undefined ? null : open.length,
    change: (taskIds, change) => {
      for (const taskId of taskIds)
        mutateAsync({ taskId, change }).catch((error: unknown) => {
          if (error instanceof ProblemError && error.code === 'task-not-found')
            setGone((before) => new Set(before).add(taskId));
        });
    },
  };
}
