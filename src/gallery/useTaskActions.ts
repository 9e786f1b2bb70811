import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { changeTaskMutation, type TaskChange } from '../api/tasks.ts';
import type { Result, Task } from '../domain/contract.ts';

interface Callbacks {
  readonly onReuse: (task: Task) => void;
  readonly onOpenResult: (task: Task, result: Result) => void;
  readonly onDelete: (taskId: string) => void;
}

/** What can be done with a task. */
export interface TaskActions {
  readonly reuse: (task: Task) => void;
  readonly openAsSource: (task: Task, result: Result) => void;
  readonly remove: (task: Task) => void;
  readonly retry: (task: Task) => void;
  readonly cancel: (task: Task) => void;
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
      ({ id }: Task) =>
        mutate({ taskId: id, change });
    return {
      reuse: (task) => latest.current.onReuse(task),
      openAsSource: (task, result) => latest.current.onOpenResult(task, result),
      remove: ({ id }) => latest.current.onDelete(id),
      retry: does('retry'),
      cancel: does('cancel'),
      submitAnew: does('submit-anew'),
      giveUp: does('give-up'),
      problem,
      dismissProblem: reset,
    };
  }, [mutate, problem, reset]);
}
