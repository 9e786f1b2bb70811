import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { retryWhileUnreachable } from './api/queryClient.ts';
import { submitTaskMutation } from './api/tasks.ts';
import type { Config, TaskRequestInput } from './domain/contract.ts';
import { ProblemError } from './domain/problem.ts';
import { chosenProvider } from './editor/chosenProvider.ts';
import { useEditorStore } from './editor/editorStore.ts';
import type { SubmitState } from './editor/SubmitBar.tsx';
import type { OpenSource } from './source/sourceStore.ts';
import { uploadQuery } from './source/useUpload.ts';

/** The same asked for again within this time is the second click of a double-click, not a wish for a second task. */
const DOUBLE_PRESS_MS = 600;

/** One press of Expand: what it asks for, and the key that keeps it one task however often it is sent. */
interface Press {
  readonly source: OpenSource;
  readonly asked: Omit<TaskRequestInput, 'sourceId'>;
  readonly idempotencyKey: string;
  readonly pressedAtMs: number;
  readonly abort: AbortController;
}

interface SubmitParts {
  readonly source: OpenSource | null;
  readonly config: Config | null;
  readonly onSubmitted: () => void;
}

/**
 * Submits what is set as a task: waits for the upload where it is still under way, and goes on by itself while the
 * relay is away.
 */
export function useSubmit({ source, config, onSubmitted }: SubmitParts): SubmitState {
  const client = useQueryClient();
  const submitting = useMutation(submitTaskMutation);
  const underWay = useRef<Press | null>(null);
  const latest = useRef<Press | null>(null);

  const submit = useMutation({
    networkMode: 'always',
    mutationFn: async ({ source: from, asked, idempotencyKey, abort: { signal } }: Press) => {
      const send = async (knownId: string | null) => {
        const sourceId = knownId ?? (await client.fetchQuery(uploadQuery(from))).id;
        signal.throwIfAborted();
        return await submitting.mutateAsync({ request: { sourceId, ...asked }, idempotencyKey, signal });
      };
      try {
        return await send(from.sourceId);
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'source-not-found')) throw error;
        // The relay lost the source since it was uploaded: it is still open here, so it gets it again.
        client.removeQueries({ queryKey: uploadQuery(from).queryKey });
        return await send(null);
      }
    },
    onSuccess: onSubmitted,
    onSettled: (_task, _error, press) => {
      if (underWay.current === press) underWay.current = null;
    },
  });

  const { isPending, error, mutate, reset } = submit;
  const isSending = submitting.isPending;
  const isWaiting = retryWhileUnreachable(0, submitting.failureReason ?? new Error());
  return useMemo(
    () => ({
      phase: !isPending ? 'idle' : !isSending ? 'uploading' : isWaiting ? 'waiting' : 'sending',
      problem: isPending || !error || isAbort(error) ? null : asProblem(error),
      onSubmit: () => {
        // By the refs, not by what was last drawn: a second click can come before the first one is seen.
        if (!source || underWay.current) return;
        const press = newPress(source, config);
        if (latest.current && repeats(press, latest.current)) return;
        underWay.current = press;
        latest.current = press;
        mutate(press);
      },
      onCancel: () => {
        underWay.current?.abort.abort();
        underWay.current = null;
        latest.current = null;
        reset();
      },
      onDismissProblem: reset,
    }),
    [isPending, isSending, isWaiting, error, mutate, reset, source, config],
  );
}

function newPress(source: OpenSource, config: Config | null): Press {
  const { expansion, prompt, n, provider } = useEditorStore.getState();
  const chosen = chosenProvider(config, provider);
  return {
    source,
    // The provider that was shown, even if the relay's default is another by the time this arrives.
    asked: { expansion, prompt, n, ...(chosen && { provider: chosen.name }) },
    idempotencyKey: crypto.randomUUID(),
    pressedAtMs: Date.now(),
    abort: new AbortController(),
  };
}

function repeats(press: Press, before: Press): boolean {
  return (
    press.pressedAtMs - before.pressedAtMs < DOUBLE_PRESS_MS &&
    press.source.key === before.source.key &&
    JSON.stringify(press.asked) === JSON.stringify(before.asked)
  );
}

function isAbort(error: Error): boolean {
  return error.name === 'AbortError';
}

function asProblem(error: Error): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError('internal', { cause: error });
}
