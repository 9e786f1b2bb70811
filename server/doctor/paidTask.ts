import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AcceptedRequest, PollOutcome, Provider } from '../providers/Provider.ts';

interface PaidTask {
  readonly provider: Provider;
  readonly accepted: AcceptedRequest;
  /** Where its image goes. */
  readonly folder: string;
  /** Aborts once the task has taken too long. */
  readonly signal: AbortSignal;
  /** What the provider said last. */
  readonly said: () => string;
}

type Brought = { readonly file: string } | { readonly sentence: string };

/**
 * Asks for a task that was taken until its provider tells how it ended, and fetches its image. Who does not know the
 * task, or answers in a form that nobody knows, is asked again: it may only be late.
 *
 * @returns the image's file, or why there is none and what to do
 */
export async function imageOfPaidTask(task: PaidTask): Promise<Brought> {
  try {
    return await followToImage(task);
  } catch (error) {
    if (!task.signal.aborted) throw error;
    return { sentence: stillOpen(task) };
  }
}

async function followToImage(task: PaidTask): Promise<Brought> {
  const { provider, accepted, folder, signal, said } = task;
  const { upstreamTaskId } = accepted;
  for (let polls = 0; ; polls += 1) {
    await pause(provider.pace.delayMs(polls), undefined, { signal });
    const state = await provider.poll(accepted, signal);
    if (isOpen(state)) continue;
    const [image] = state.kind === 'succeeded' ? state.images : [];
    if (image === undefined) return { sentence: `Task ${upstreamTaskId} brought no image. ${said()}` };
    const file = path.join(folder, `${upstreamTaskId}.image`);
    const fetched = await provider.fetchImage(image, file, signal);
    if (fetched.kind === 'fetched') return { file };
    return { sentence: `Its image cannot be downloaded: ${fetched.problem.upstream?.message}` };
  }
}

/** What gateways say is over may go on behind them. */
const OPEN: ReadonlySet<PollOutcome['kind']> = new Set([
  ...(['processing', 'retry-later', 'unknown', 'unfamiliar', 'ended'] as const),
]);

function isOpen({ kind }: PollOutcome): boolean {
  return OPEN.has(kind);
}

function stillOpen({ provider, accepted, said }: PaidTask): string {
  const minutes = Math.round(provider.pace.deadlineMs / 60_000);
  const { upstreamTaskId, externalTaskId } = accepted;
  return (
    `Task ${upstreamTaskId} (our name: ${externalTaskId}) was taken and has not ended after ${minutes} min; nothing ` +
    `more was sent. ${said()} Look for it in the provider's console: if it is done there, check PROVIDER_QUERY_PATH; ` +
    'if it is still under way, raise PROVIDER_DEADLINE_MINUTES and try again.'
  );
}
