import type { QueryClient } from '@tanstack/react-query';
import type { Task, TaskRequestInput } from '../../domain/contract.ts';
import { ProblemError } from '../../domain/problem.ts';
import { leaving, nextPart, withRefusal, withTask } from '../../domain/tray/trayRun.ts';
import { keptFile } from '../../source/keptFile.ts';
import { problemMessage } from '../../ui/problemMessage.ts';
import { type PressedSource, sendPress } from '../submit/sendPress.ts';
import { changeRun, type SourcePart, useTrayRun } from './trayRunStore.ts';
import { itemOf, useTrayStore } from './trayStore.ts';

interface SubmitVariables {
  readonly request: TaskRequestInput;
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

interface Sending {
  readonly client: QueryClient;
  readonly submit: (variables: SubmitVariables) => Promise<Task>;
  readonly cancel: (taskId: string) => Promise<unknown>;
}

/**
 * Sends the tasks of a run one by one, each under the key that was written down when it was submitted: however often
 * the page is loaded in between, none is made twice. An image that is not with the relay yet is passed over until it
 * is. A request that has left is always answered, paused and cancelled or not: the relay may have it, and costs may
 * hang on that. Returns what ends the sending.
 */
export function startRunSending(runId: string, sending: Sending): () => void {
  const stopped = new AbortController();
  let isBusy = false;
  const pump = () => {
    const { run } = useTrayRun.getState();
    if (isBusy || stopped.signal.aborted || run?.batch.id !== runId) return;
    const part = nextPart(run, isReady);
    if (part === null) return;
    isBusy = true;
    void sendPart(part, sending, stopped.signal).finally(() => {
      isBusy = false;
      pump();
    });
  };
  const stops = [useTrayRun.subscribe(pump), useTrayStore.subscribe(pump)];
  pump();
  return () => {
    stopped.abort();
    for (const stop of stops) stop();
  };
}

/** It was paused or cancelled before it left. */
const HELD_BACK = Symbol('held back');

async function sendPart({ press }: SourcePart, sending: Sending, signal: AbortSignal): Promise<void> {
  const { idempotencyKey } = press;
  const submit = (variables: SubmitVariables) => {
    if (!markLeaving(idempotencyKey)) return Promise.reject(HELD_BACK);
    return sending.submit(variables);
  };
  try {
    const from = await pressedSource(press.sourceKey);
    const { id } = await sendPress(press, { client: sending.client, from, signal, submit });
    // Cancelled first and written down then: a page loaded anew in between does both once more.
    if (isCancelled(idempotencyKey)) await cancelled(id, sending);
    if (!signal.aborted) changeRun((now) => withTask(now, idempotencyKey, id));
  } catch (error) {
    if (signal.aborted || error === HELD_BACK) return;
    const problem = error instanceof ProblemError ? error : new ProblemError('internal', { cause: error });
    const refusal = { code: problem.code, sentence: problemMessage(problem) };
    changeRun((now) => withRefusal(now, idempotencyKey, refusal));
  }
}

/** Writes down that a request leaves, before it does. */
function markLeaving(idempotencyKey: string): boolean {
  const { run } = useTrayRun.getState();
  const left = run && leaving(run, idempotencyKey);
  if (left) changeRun(() => left);
  return left !== null;
}

function isCancelled(idempotencyKey: string): boolean {
  const parts = useTrayRun.getState().run?.parts ?? [];
  return parts.some((part) => part.idempotencyKey === idempotencyKey && part.isCancelled);
}

/** One that cannot be cancelled is shown as under way, and can be cancelled there again. */
async function cancelled(taskId: string, { cancel }: Sending): Promise<void> {
  await cancel(taskId).catch(() => undefined);
}

/** Once the relay has the image, or has said that it never will, or nobody else sends it. */
function isReady({ press }: SourcePart): boolean {
  const item = itemOf(press.sourceKey);
  return item === null || item.opened.sourceId !== null || item.refused !== null;
}

async function pressedSource(key: string): Promise<PressedSource> {
  const item = itemOf(key);
  if (item?.refused) throw new ProblemError(item.refused.code, { detail: item.refused.sentence });
  const { sourceId = null, facts = null } = item?.opened ?? {};
  const file = await keptFile(key);
  if (file === null && sourceId === null) throw new ProblemError('source-not-found');
  return { key, file: file ?? new File([], ''), sourceId, facts };
}
