import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { deleteResult, deleteResultMutation, deleteTask, deleteTaskMutation } from '../../api/tasks.ts';
import { recordOutside } from '../../ui/outsideHistory.ts';
import { resultOfKey } from './deletionKey.ts';
import { createDeletionQueue, type DeletionQueue } from './deletionQueue.ts';

const UNDO_MS = 5000;

/** The tasks and results about to be deleted. Leaving the page does not bring them back. */
export function useDeletions(): DeletionQueue & ReturnType<DeletionQueue['current']> {
  const { mutateAsync: removeTask } = useMutation(deleteTaskMutation);
  const { mutateAsync: removeResult } = useMutation(deleteResultMutation);
  const [queue] = useState(() =>
    createDeletionQueue({
      delayMs: UNDO_MS,
      send: async (key) => {
        const resultId = resultOfKey(key);
        await (resultId === null ? removeTask(key) : removeResult(resultId));
      },
      schedule: (callback, delayMs) => {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    }),
  );
  const state = useSyncExternalStore(queue.subscribe, queue.current);

  useEffect(() => {
    const leave = () =>
      queue.flush(async (key) => {
        const resultId = resultOfKey(key);
        await (resultId === null ? deleteTask : deleteResult)(resultId ?? key, { keepalive: true });
      });
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      queue.flush();
    };
  }, [queue]);

  const addAll = useCallback((keys: readonly string[]) => addUndoably(queue, keys), [queue]);
  const add = useCallback((key: string) => addAll([key]), [addAll]);
  return { ...queue, ...state, add, addAll };
}

/** Deletes so that one step of the app's undo brings all of it back, until it is deleted for good. */
function addUndoably(queue: DeletionQueue, keys: readonly string[]): void {
  if (keys.length === 0) return;
  let isUndone = false;
  queue.addAll(keys);
  const forget = recordOutside({
    undo: () => {
      isUndone = true;
      queue.bringBack(keys);
    },
    redo: () => {
      isUndone = false;
      queue.addAll(keys);
    },
  });
  const unsubscribe = queue.subscribe(() => {
    const { waiting } = queue.current();
    if (isUndone || keys.some((key) => waiting.includes(key))) return;
    forget();
    unsubscribe();
  });
}
