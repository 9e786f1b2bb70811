import type { QueryClient } from '@tanstack/react-query';
import type { Source } from '../../domain/contract/source.ts';
import type { Task } from '../../domain/contract/task.ts';
import type { TaskRequestInput } from '../../domain/contract/taskRequest.ts';
import { ProblemError } from '../../domain/problem.ts';
import { leaving, nextPart, withRefusal, withTask } from '../../domain/run/run.ts';
import { problemMessage } from '../../ui/problemMessage.ts';
import { type PressedSource, sendPress } from '../submit/sendPress.ts';
import { changeRun, type RunStore, type StoredPart, type StoredRun } from './runStore.ts';

interface SubmitVariables {
  readonly request: TaskRequestInput;
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

/** Where the sources of a run come from. */
export interface RunSources {
  /** Whether a press may leave: one whose source is still on its way to the relay holds up none of the others. */
  readonly isReady: (sourceKey: string) => boolean;
  /** @throws ProblemError that says why it cannot be sent */
  readonly sourceOf: (sourceKey: string) => Promise<PressedSource>;
  /** Told what the relay has, once there is a task of it. */
  readonly onTask?: (sourceKey: string, source: Source) => void;
  /** Tells when one may have become ready; returns what ends that. */
  readonly subscribe: (onChange: () => void) => () => void;
}

interface Sending<R extends StoredRun> {
  readonly store: RunStore<R>;
  readonly sources: RunSources;
  readonly client: QueryClient;
  readonly submit: (variables: SubmitVariables) => Promise<Task>;
  readonly cancel: (taskId: string) => Promise<unknown>;
}

/**
 * Sends the tasks of a run one by one, each under the key that was written down when it was submitted: however often
 * the page is loaded in between, none is made twice. One whose source is not ready yet is passed over until it is. A
 * request that has left is always answered, paused and cancelled or not: the relay may have it, and costs may
 * hang on that. Returns what ends the sending.
 */
export function startRunSending<R extends StoredRun>(runId: string, sending: Sending<R>): () => void {
  const { store, sources } = sending;
  const stopped = new AbortController();
  let isBusy = false;
  const pump = () => {
    const { run } = store.useRun.getState();
    if (isBusy || stopped.signal.aborted || run?.batch.id !== runId) return;
    const part = nextPart(run, ({ press }) => sources.isReady(press.sourceKey));
    if (part === null) return;
    isBusy = true;
    void sendPart(part, sending, stopped.signal).finally(() => {
      isBusy = false;
      pump();
    });
  };
  const stops = [store.useRun.subscribe(pump), sources.subscribe(pump)];
  pump();
  return () => {
    stopped.abort();
    for (const stop of stops) stop();
  };
}

/** It was paused or cancelled before it left. */
const HELD_BACK = Symbol('held back');

async function sendPart<R extends StoredRun>(
  { press }: StoredPart,
  sending: Sending<R>,
  signal: AbortSignal,
): Promise<void> {
  const { store, sources, client } = sending;
  const { idempotencyKey } = press;
  const submit = (variables: SubmitVariables) => {
    if (!markLeaving(store, idempotencyKey)) return Promise.reject(HELD_BACK);
    return sending.submit(variables);
  };
  try {
    const from = await sources.sourceOf(press.sourceKey);
    const { id, source } = await sendPress(press, { client, from, signal, submit });
    sources.onTask?.(press.sourceKey, source);
    // Cancelled first and written down then: a page loaded anew in between does both once more.
    if (isCancelled(store, idempotencyKey)) await cancelled(id, sending);
    if (!signal.aborted) changeRun(store, (now) => withTask(now, idempotencyKey, id));
  } catch (error) {
    if (signal.aborted || error === HELD_BACK) return;
    const problem = error instanceof ProblemError ? error : new ProblemError('internal', { cause: error });
    const refusal = { code: problem.code, sentence: problemMessage(problem) };
    changeRun(store, (now) => withRefusal(now, idempotencyKey, refusal));
  }
}

/** Writes down that a request leaves, before it does. */
function markLeaving<R extends StoredRun>(store: RunStore<R>, idempotencyKey: string): boolean {
  const { run } = store.useRun.getState();
  const left = run && leaving(run, idempotencyKey);
  if (left) changeRun(store, () => left);
  return left !== null;
}

function isCancelled<R extends StoredRun>(store: RunStore<R>, idempotencyKey: string): boolean {
  const parts = store.useRun.getState().run?.parts ?? [];
  return parts.some(({ press, isCancelled }) => press.idempotencyKey === idempotencyKey && isCancelled);
}

/** One that cannot be cancelled is shown as under way, and can be cancelled there again. */
async function cancelled(
  taskId: string,
  { cancel }: { readonly cancel: (taskId: string) => Promise<unknown> },
): Promise<void> {
  await cancel(taskId).catch(() => undefined);
}
