import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { changeTaskMutation, type TaskChange } from '../api/tasks.ts';
import type { Result } from '../domain/contract/result.ts';
import type { Task } from '../domain/contract/task.ts';
import { resultKey } from './deletion/deletionKey.ts';

/** A result, or the picture of a step on the way to it. */
export type ResultPicture = Pick<Result, 'id' | 'width' | 'height'>;

interface Callbacks {
  readonly onReuse: (task: Task) => void;
  readonly onOpenResult: (task: Task, result: ResultPicture) => void;
  /** Of a task by its id, of a result by its key. */
  readonly onDelete: (key: string) => void;
}

/** What can be done with a task. */
export interface TaskActions {
  readonly reuse: (task: Task) => void;
  readonly openAsSource: (task: Task, picture: ResultPicture) => void;
  readonly remove: (task: Pick<Task, 'id'>) => void;
  /** Deletes one result; the task with it where it has no other. */
  readonly removeResult: (task: Task, result: Result) => void;
  readonly retry: (task: Pick<Task, 'id'>) => void;
  readonly cancel: (task: Pick<Task, 'id'>) => void;
  /** Submits an uncertain task under a new name: it may cost twice. */
  readonly submitAnew: (task: Task) => void;
  /** Accepts that an uncertain task is lost. */
  readonly giveUp: (task: Task) => void;
  /** Why the last change did not work. */
  readonly problem: Error | null;
  readonly dismissProblem: () => void;
}

/** Stays the same object while nothing goes wrong, whatever callbacks come in: cards are not drawn again for nothing. */
export function useTaskActions(callbacks: Callbacks): TaskActions {
  const latest = useRef(callbacks);
  useEffect(() => {
    latest.current = callbacks;
  });
  const { mutate, error: problem, reset } = useMutation(changeTaskMutation);
  return useMemo(() => {
    const does =
      (change: TaskChange) =>
      ({ id }: Pick<Task, 'id'>) =>
        mutate({ taskId: id, change });
    return {
      reuse: (task) => latest.current.onReuse(task),
      openAsSource: (task, picture) => latest.current.onOpenResult(task, picture),
      remove: ({ id }) => latest.current.onDelete(id),
      removeResult: ({ id, results }, result) =>
        latest.current.onDelete(results.length > 1 ? resultKey(result.id) : id),
      retry: does('retry'),
      cancel: does('cancel'),
      submitAnew: does('submit-anew'),
      giveUp: does('give-up'),
      problem,
      dismissProblem: reset,
    };
  }, [mutate, problem, reset]);
}
