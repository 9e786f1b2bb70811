import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { outlinesQuery, taskQuery } from '../../api/outline.ts';
import type { TaskChange } from '../../api/tasks.ts';
import { useTaskChanges } from '../../api/useTaskChanges.ts';
import type { TaskOutline } from '../../domain/contract/lists.ts';
import { hasEnded } from '../../domain/contract/task.ts';
import type { ProblemError } from '../../domain/problem.ts';
import { isRetryable } from '../../domain/retryable.ts';
import { NO_FILTER } from '../../gallery/listFilter.ts';
import type { StoredRun } from '../run/runStore.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

interface BatchTasks extends Outcome {
  /** Ids of those that failed and that may come to something else when they are tried again. */
  readonly retryable: readonly string[];
  /** Ids of all that may be under way: those too of which the run knows before the list does. */
  readonly open: readonly string[];
  /** How many of them there are; null while the list is not there. */
  readonly openCount: number | null;
  /** Why the first of those was refused that were to be changed last. */
  readonly refusal: ProblemError | null;
  readonly change: (taskIds: readonly string[], change: TaskChange) => void;
}

/** The tasks of a run as the relay has them, kept up to date by its news. */
export function useBatchTasks({ batch, parts }: StoredRun): BatchTasks {
  const tasks = useTasksOf(batch.id);
  /** Were deleted: the run still has their ids. */
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const { change, refusals } = useTaskChanges((taskId) => setGone((before) => new Set(before).add(taskId)));
  const all = tasks ?? [];
  const outcome = outcomeOf(all);
  const ended = new Set(all.filter(({ status }) => hasEnded(status)).map(({ id }) => id));
  const known = new Set([...all.map(({ id }) => id), ...parts.flatMap(({ taskId }) => taskId ?? [])]);
  const open = [...known].filter((id) => !ended.has(id) && !gone.has(id));
  return {
    ...outcome,
    retryable: useRetryable(outcome.failed),
    open,
    openCount: tasks === null ? null : open.length,
    refusal: refusals[0]?.problem ?? null,
    change,
  };
}

/** All tasks of a batch as the relay has them; null until the list is there. */
export function useTasksOf(batchId: string): readonly TaskOutline[] | null {
  const { state: _state, ...none } = NO_FILTER;
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useInfiniteQuery(
    outlinesQuery({ ...none, statuses: [], batch: batchId }),
  );
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return data?.pages.flatMap((page) => page.tasks) ?? null;
}

/** Outlines do not say why a task failed: those that did are asked for. */
function useRetryable(failed: readonly TaskOutline[]): readonly string[] {
  const found = useQueries({ queries: failed.map(({ id }) => taskQuery(id)) });
  return found.flatMap(({ data }) => {
    if (data === undefined || data.status === 'cancelled') return [];
    return isRetryable({ status: data.status, problemCode: data.problem?.code ?? null }) ? [data.id] : [];
  });
}
