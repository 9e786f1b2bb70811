import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { cancelTaskMutation, retryTaskMutation } from '../api/tasks.ts';
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
  /** Why the last retry or cancel did not work. */
  readonly problem: Error | null;
  readonly dismissProblem: () => void;
}

/** Stays the same object while nothing goes wrong, whatever callbacks come in: cards are not drawn again for nothing. */
export function useTaskActions(callbacks: Callbacks): TaskActions {
  const latest = useRef(callbacks);
  useEffect(() => {
    latest.current = callbacks;
  });
  const { mutate: retry, error: retryError, reset: resetRetry } = useMutation(retryTaskMutation);
  const { mutate: cancel, error: cancelError, reset: resetCancel } = useMutation(cancelTaskMutation);
  const problem = retryError ?? cancelError;
  return useMemo(
    () => ({
      reuse: (task) => latest.current.onReuse(task),
      openAsSource: (task, result) => latest.current.onOpenResult(task, result),
      remove: ({ id }) => latest.current.onDelete(id),
      retry: ({ id }) => retry(id),
      cancel: ({ id }) => cancel(id),
      problem,
      dismissProblem: () => {
        resetRetry();
        resetCancel();
      },
    }),
    [retry, cancel, problem, resetRetry, resetCancel],
  );
}
