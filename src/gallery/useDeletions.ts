import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { deleteTask, deleteTaskMutation } from '../api/tasks.ts';
import { createDeletionQueue, type DeletionQueue } from './deletionQueue.ts';

const UNDO_MS = 5000;

/** The tasks about to be deleted. Leaving the page does not bring them back. */
export function useDeletions(): DeletionQueue & ReturnType<DeletionQueue['current']> {
  const { mutateAsync } = useMutation(deleteTaskMutation);
  const [queue] = useState(() =>
    createDeletionQueue({
      delayMs: UNDO_MS,
      send: mutateAsync,
      schedule: (callback, delayMs) => {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    }),
  );
  const state = useSyncExternalStore(queue.subscribe, queue.current);

  useEffect(() => {
    const leave = () => queue.flush((taskId) => deleteTask(taskId, { keepalive: true }));
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      queue.flush();
    };
  }, [queue]);

  return { ...queue, ...state };
}
