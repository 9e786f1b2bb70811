import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ProblemError } from '../domain/problem.ts';
import { changeTaskMutation, type TaskChange } from './tasks.ts';

/** Why one of the tasks that a press was to change was refused. */
export interface Refusal {
  readonly problem: ProblemError;
  /** Which press it was, from 1, and how many tasks that one was for. */
  readonly press: number;
  readonly asked: number;
}

export interface TaskChanges {
  /** Those of the last press, and of presses before it that were heard since, in the order in which they were heard. */
  readonly refusals: readonly Refusal[];
  readonly dismissRefusals: () => void;
  /** Leaves out tasks whose change is under way: asked for twice, it would be refused although it happens. */
  readonly change: (taskIds: readonly string[], change: TaskChange) => void;
  readonly isUnderWay: (taskId: string, change: TaskChange) => boolean;
}

/**
 * Changes many tasks at once, and keeps what each refusal says: one mutation for all would tell of the last alone.
 *
 * @param onGone is called for a task that was deleted, which is then no refusal
 */
export function useTaskChanges(onGone?: (taskId: string) => void): TaskChanges {
  const { mutateAsync } = useMutation(changeTaskMutation);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const presses = useRef(0);
  // Two presses may come between two renders: what is drawn follows.
  const underWay = useRef<ReadonlySet<string>>(new Set());
  const [drawn, setDrawn] = useState(underWay.current);
  const note = (keys: ReadonlySet<string>) => {
    underWay.current = keys;
    setDrawn(keys);
  };
  const changeOne = async (taskId: string, change: TaskChange, of: Omit<Refusal, 'problem'>) => {
    try {
      await mutateAsync({ taskId, change });
    } catch (error) {
      const problem = error instanceof ProblemError ? error : new ProblemError('internal', { cause: error });
      if (problem.code === 'task-not-found' && onGone) onGone(taskId);
      else setRefusals((before) => [...before, { ...of, problem }]);
    } finally {
      const ended = keyOf(taskId, change);
      note(new Set([...underWay.current].filter((key) => key !== ended)));
    }
  };
  return {
    refusals,
    dismissRefusals: () => setRefusals([]),
    change: (taskIds, change) => {
      const asked = taskIds.filter((id) => !underWay.current.has(keyOf(id, change)));
      if (asked.length === 0) return;
      presses.current += 1;
      const of = { press: presses.current, asked: asked.length };
      note(new Set([...underWay.current, ...asked.map((id) => keyOf(id, change))]));
      setRefusals([]);
      for (const taskId of asked) void changeOne(taskId, change, of);
    },
    isUnderWay: (taskId, change) => drawn.has(keyOf(taskId, change)),
  };
}

function keyOf(taskId: string, change: TaskChange): string {
  return `${change} ${taskId}`;
}
