import { CancelledError, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { retryWhileUnreachable } from './api/queryClient.ts';
import { submitTaskMutation } from './api/tasks.ts';
import type { Config } from './domain/contract.ts';
import { ProblemError } from './domain/problem.ts';
import { chosenProvider } from './editor/chosenProvider.ts';
import { useEditorStore } from './editor/editorStore.ts';
import type { SubmitState } from './editor/SubmitBar.tsx';
import { type Press, usePressStore } from './pressStore.ts';
import { keptFile } from './source/keptFile.ts';
import type { OpenSource } from './source/sourceStore.ts';
import { type UploadState, uploadQuery } from './source/useUpload.ts';

/** The same asked for again within this time is the second click of a double-click, not a wish for a second task. */
const DOUBLE_PRESS_MS = 600;

type PressedSource = Pick<OpenSource, 'key' | 'file' | 'sourceId'>;

interface Submission {
  readonly press: Press;
  readonly from: PressedSource;
  readonly signal: AbortSignal;
}

interface SubmitParts {
  readonly source: OpenSource | null;
  readonly config: Config | null;
  readonly upload: UploadState;
  readonly onSubmitted: () => void;
}

/**
 * Submits what is set as a task: waits for the upload where it is still under way, and goes on by itself while the
 * relay is away and after a reload.
 */
export function useSubmit({ source, config, upload, onSubmitted }: SubmitParts): SubmitState {
  const client = useQueryClient();
  const submitting = useMutation(submitTaskMutation);
  const abort = useRef<AbortController | null>(null);
  const latest = useRef<{ press: Press; atMs: number } | null>(null);

  const submit = useMutation({
    networkMode: 'always',
    mutationFn: async ({ press, from, signal }: Submission) => {
      const { asked, idempotencyKey } = press;
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
    onSettled: (_task, _error, { press }) => {
      if (usePressStore.getState().press === press) usePressStore.setState({ press: null });
    },
  });

  const { isPending, error, mutate, reset } = submit;
  const start = useCallback(
    (press: Press, from: PressedSource) => {
      abort.current = new AbortController();
      usePressStore.setState({ press });
      mutate({ press, from, signal: abort.current.signal });
    },
    [mutate],
  );

  // What was pressed before a reload is sent now; the same key makes it the same task if it had arrived after all.
  useEffect(() => {
    const { press } = usePressStore.getState();
    if (!press || abort.current) return;
    void keptFile(press.sourceKey).then((file) => {
      if (file) start(press, { key: press.sourceKey, file, sourceId: null });
      else usePressStore.setState({ press: null });
    });
  }, [start]);

  const isSending = submitting.isPending;
  const isUnanswered = retryWhileUnreachable(0, submitting.failureReason ?? new Error());
  const isWaiting = isSending ? isUnanswered : upload.phase === 'waiting';
  return useMemo(
    () => ({
      phase: !isPending ? 'idle' : isWaiting ? 'waiting' : isSending ? 'sending' : 'uploading',
      problem: isPending || !error || isAbort(error) ? null : asProblem(error),
      onSubmit: () => {
        // By the store, not by what was last drawn: a second click can come before the first one is seen.
        if (!source || usePressStore.getState().press) return;
        const press = newPress(source, config);
        if (latest.current && repeats(press, latest.current)) return;
        latest.current = { press, atMs: Date.now() };
        start(press, source);
      },
      onCancel: () => {
        abort.current?.abort();
        latest.current = null;
        usePressStore.setState({ press: null });
        reset();
      },
      onDismissProblem: reset,
    }),
    [isPending, isSending, isWaiting, error, start, reset, source, config],
  );
}

function newPress(source: OpenSource, config: Config | null): Press {
  const { expansion, prompt, n, provider } = useEditorStore.getState();
  const chosen = chosenProvider(config, provider);
  return {
    sourceKey: source.key,
    // The provider that was shown, even if the relay's default is another by the time this arrives.
    asked: { expansion, prompt, n, ...(chosen && { provider: chosen.name }) },
    idempotencyKey: crypto.randomUUID(),
  };
}

function repeats(press: Press, before: { press: Press; atMs: number }): boolean {
  const isSame =
    press.sourceKey === before.press.sourceKey &&
    JSON.stringify(press.asked) === JSON.stringify(before.press.asked);
  return isSame && Date.now() - before.atMs < DOUBLE_PRESS_MS;
}

function isAbort(error: Error): boolean {
  return error.name === 'AbortError' || error instanceof CancelledError;
}

function asProblem(error: Error): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError('internal', { cause: error });
}
