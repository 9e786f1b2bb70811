import { CancelledError, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { retryWhileUnreachable, toldWhileWaiting } from '../../api/queryClient.ts';
import { submitTaskMutation } from '../../api/tasks.ts';
import type { Task } from '../../domain/contract/task.ts';
import { ProblemError } from '../../domain/problem.ts';
import type { Asked } from '../../editor/askedOf.ts';
import type { SubmitControl } from '../../editor/Editor.tsx';
import { keptFile } from '../../source/keptFile.ts';
import type { OpenSource } from '../../source/sourceStore.ts';
import type { UploadState } from '../../source/useUpload.ts';
import { randomId } from '../../ui/randomId.ts';
import { type PendingSubmission, usePendingSubmission } from './pendingSubmission.ts';
import { type PressedSource, sendPress } from './sendPress.ts';

/** The same asked for again within this time is the second click of a double-click, not a wish for a second task. */
const DOUBLE_PRESS_MS = 600;

interface Submission {
  readonly press: PendingSubmission;
  readonly from: PressedSource;
  readonly signal: AbortSignal;
}

interface SubmitOptions {
  readonly source: OpenSource | null;
  readonly upload: UploadState;
  /** Somebody presses Expand just now: not called for a press that is sent again after a reload. */
  readonly onPress: () => void;
  readonly onSubmitted: (task: Task, sourceKey: string) => void;
}

/**
 * Submits what is set as a task: waits for the upload where it is still under way, and goes on by itself while the
 * relay is away and after a reload.
 */
export function useSubmit({ source, upload, onPress, onSubmitted }: SubmitOptions): SubmitControl {
  const client = useQueryClient();
  const submitting = useMutation(submitTaskMutation);
  const abort = useRef<AbortController | null>(null);
  const latest = useRef<{ press: PendingSubmission; atMs: number } | null>(null);

  const submit = useMutation({
    networkMode: 'always',
    mutationFn: ({ press, from, signal }: Submission) =>
      sendPress(press, { client, from, signal, submit: submitting.mutateAsync }),
    onSuccess: (task, { from }) => onSubmitted(task, from.key),
    onSettled: (_task, _error, { press }) => {
      if (usePendingSubmission.getState().press === press) usePendingSubmission.setState({ press: null });
    },
  });

  const { isPending, error, mutate, reset, variables } = submit;
  const sourceKey = isPending ? variables.press.sourceKey : null;
  const start = useCallback(
    (press: PendingSubmission, from: PressedSource) => {
      abort.current = new AbortController();
      usePendingSubmission.setState({ press });
      mutate({ press, from, signal: abort.current.signal });
    },
    [mutate],
  );

  // What was pressed before a reload is sent now; the same key makes it the same task if it had arrived after all.
  useEffect(() => {
    const { press } = usePendingSubmission.getState();
    if (!press || abort.current) return;
    void keptFile(press.sourceKey).then((file) => {
      if (file) start(press, { key: press.sourceKey, file, sourceId: null, facts: null });
      else usePendingSubmission.setState({ press: null });
    });
  }, [start]);

  const isSending = submitting.isPending;
  const isUnanswered = retryWhileUnreachable(0, submitting.failureReason ?? new Error());
  const isWaiting = isSending ? isUnanswered : upload.phase === 'waiting';
  const waitsFor = isSending ? toldWhileWaiting(submitting.failureReason) : upload.problem;
  const refusal = !error || isAbort(error) ? null : asProblem(error);
  const problem = isPending ? waitsFor : refusal;
  return useMemo(
    () => ({
      sourceKey,
      phase: !isPending ? 'idle' : isWaiting ? 'waiting' : isSending ? 'sending' : 'uploading',
      problem,
      onSubmit: (asked) => {
        // By the store, not by what was last drawn: a second click can come before the first one is seen.
        if (!source || usePendingSubmission.getState().press) return;
        const press = newPress(source, asked);
        if (latest.current && repeats(press, latest.current)) return;
        latest.current = { press, atMs: Date.now() };
        onPress();
        start(press, source);
      },
      onCancel: () => {
        abort.current?.abort();
        latest.current = null;
        usePendingSubmission.setState({ press: null });
        reset();
      },
      onDismissProblem: reset,
    }),
    [isPending, isSending, isWaiting, sourceKey, problem, start, reset, source, onPress],
  );
}

function newPress(source: OpenSource, asked: Asked): PendingSubmission {
  return {
    sourceKey: source.key,
    sourceSize: source.size,
    asked: { ...asked, sourceName: source.name, batch: null },
    idempotencyKey: randomId(),
  };
}

function repeats(press: PendingSubmission, before: { press: PendingSubmission; atMs: number }): boolean {
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
