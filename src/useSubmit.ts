import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { retryWhileUnreachable } from './api/queryClient.ts';
import { submitTaskMutation } from './api/tasks.ts';
import type { Task } from './domain/contract.ts';
import { ProblemError } from './domain/problem.ts';
import { useEditorStore } from './editor/editorStore.ts';
import type { SubmitState } from './editor/SubmitBar.tsx';
import type { OpenSource } from './source/sourceStore.ts';
import { uploadQuery } from './source/useUpload.ts';

/**
 * Submits what is set as a task: waits for the upload where it is still under way, and goes on by itself while the
 * relay is away. One press makes one task, however often it has to be sent.
 */
export function useSubmit(source: OpenSource | null, onSubmitted: (task: Task) => void): SubmitState {
  const client = useQueryClient();
  const submitting = useMutation(submitTaskMutation);
  const press = useRef<AbortController | null>(null);

  const submit = useMutation({
    networkMode: 'always',
    mutationFn: async ({ from, signal }: { from: OpenSource; signal: AbortSignal }) => {
      const { expansion, prompt, n, provider } = useEditorStore.getState();
      const idempotencyKey = crypto.randomUUID();
      const send = async () => {
        const { id: sourceId } = await client.fetchQuery(uploadQuery(from));
        signal.throwIfAborted();
        const request = { sourceId, expansion, prompt, n, ...(provider && { provider }) };
        return await submitting.mutateAsync({ request, idempotencyKey, signal });
      };
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'source-not-found')) throw error;
        // The relay lost the source since it was uploaded: it is still open here, so it gets it again.
        client.removeQueries({ queryKey: uploadQuery(from).queryKey });
        return await send();
      }
    },
    onSuccess: onSubmitted,
  });

  const { isPending, error, mutate, reset } = submit;
  const isSending = submitting.isPending;
  const isWaiting = retryWhileUnreachable(0, submitting.failureReason ?? new Error());
  return useMemo(
    () => ({
      phase: !isPending ? 'idle' : !isSending ? 'uploading' : isWaiting ? 'waiting' : 'sending',
      problem: isPending || !error || isAbort(error) ? null : asProblem(error),
      onSubmit: () => {
        if (!source) return;
        press.current = new AbortController();
        mutate({ from: source, signal: press.current.signal });
      },
      onCancel: () => {
        press.current?.abort();
        reset();
      },
      onDismissProblem: reset,
    }),
    [isPending, isSending, isWaiting, error, mutate, reset, source],
  );
}

function isAbort(error: Error): boolean {
  return error.name === 'AbortError';
}

function asProblem(error: Error): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError('internal', { cause: error });
}
