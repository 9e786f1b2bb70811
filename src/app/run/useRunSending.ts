import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { retryOneOfMany } from '../../api/queryClient.ts';
import { changeTaskMutation, submitTaskMutation } from '../../api/tasks.ts';
import { followRun } from './runChannel.ts';
import { type RunSources, startRunSending } from './runSending.ts';
import type { RunStore, StoredRun } from './runStore.ts';
import { whenSoleSender } from './soleSender.ts';

/** Sends what was submitted together for as long as this is there, unless another tab does; then it follows that one. */
export function useRunSending<R extends StoredRun>(store: RunStore<R>, sources: RunSources): void {
  const client = useQueryClient();
  const { mutateAsync: submit } = useMutation({ ...submitTaskMutation, retry: retryOneOfMany });
  const { mutateAsync: change } = useMutation(changeTaskMutation);
  const runId = store.useRun(({ run }) => run?.batch.id ?? null);
  useEffect(() => {
    if (runId === null) return;
    const cancel = (taskId: string) => change({ taskId, change: 'cancel' });
    let isSender = false;
    const stopFollowing = followRun(store, runId, {
      isSender: () => isSender,
      // One that cannot be cancelled is shown as under way, and can be cancelled there again.
      cancel: (taskId) => void cancel(taskId).catch(() => undefined),
    });
    const stopSending = whenSoleSender(runId, () => {
      isSender = true;
      return startRunSending(runId, { store, sources, client, submit, cancel });
    });
    return () => {
      stopSending();
      stopFollowing();
    };
  }, [store, sources, runId, client, submit, change]);
}
