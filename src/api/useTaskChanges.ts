import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../domain/problem.ts';
import { changeTaskMutation, type TaskChange } from './tasks.ts';

interface TaskChanges {
  /** Why tasks were refused that were to be changed last, in the order in which that was heard. */
  readonly refusals: readonly ProblemError[];
  readonly change: (taskIds: readonly string[], change: TaskChange) => void;
}

/**
 * Changes many tasks at once, and keeps what each refusal says: one mutation for all would tell of the last alone.
 *
 * @param onGone is called for a task that was deleted, which is then no refusal
 */
export function useTaskChanges(onGone?: (taskId: string) => void): TaskChanges {
  const { mutateAsync } = useMutation(changeTaskMutation);
  const [refusals, setRefusals] = useState<readonly ProblemError[]>([]);
  const changeOne = async (taskId: string, change: TaskChange) => {
    try {
      await mutateAsync({ taskId, change });
    } catch (error) {
      const problem = error instanceof ProblemError ? error : new ProblemError('internal', { cause: error });
      if (problem.code === 'task-not-found' && onGone) onGone(taskId);
      else setRefusals((before) => [...before, problem]);
    }
  };
  return {
    refusals,
    change: (taskIds, change) => {
      setRefusals([]);
      for (const taskId of taskIds) void changeOne(taskId, change);
    },
  };
}
