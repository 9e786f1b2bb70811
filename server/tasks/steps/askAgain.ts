import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import type { FindOutcome, Provider } from '../../providers/Provider.ts';
import type { TaskChange } from '../rows/taskChange.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { notTaken } from './chargeMessages.ts';
import { mayBeSentAgain } from './mayBeSentAgain.ts';
import { enter, fail, type StepDeps } from './stepOutcome.ts';
import { acceptedOf, traceOf } from './submitRequest.ts';

/** What one more question tells about an uncertain submit; null where it is as uncertain as before. */
export type Settled =
  | { readonly kind: 'follow'; readonly upstreamTaskId: string }
  /** The provider says that it has no such task. */
  | { readonly kind: 'denied' }
  /** The same, so soon that it may still be sent again by itself: asked on as after any create in doubt. */
  | { readonly kind: 'reconcile' };

interface AskedAgain {
  readonly found: FindOutcome;
  /** Since the last create left. */
  readonly sinceSentMs: number;
  readonly graceMs: number;
  readonly problem: Pick<TaskProblem, 'code'> | null;
  /** Creates under its name whose outcome was not told. */
  readonly doubts: number;
  /** Times that somebody, or a callback, had it tried again. */
  readonly retries: number;
}

/**
 * A denial proves nothing yet, here as little as anywhere: where people were told of that (`doubted`), the task goes back
 * among those whose create is in doubt, where it has to last before anything is sent. Else nothing is sent again, whatever
 * the answer: a person may have seen to it otherwise.
 */
export function settledBy(asked: AskedAgain): Settled | null {
  const { found, sinceSentMs, graceMs, problem } = asked;
  if (found.kind === 'found') return { kind: 'follow', upstreamTaskId: found.upstreamTaskId };
  if (found.kind !== 'not-found' || !found.isConclusive || sinceSentMs < graceMs) return null;
  // The provider said itself that it took it.
  if (problem?.code === 'submit-taken') return null;
  const maySend = problem?.code === 'submit-uncertain' && mayBeSentAgain(asked);
  return { kind: maySend ? 'reconcile' : 'denied' };
}

/**
 * Asks once more, free of charge, for a task that is uncertain; null where that tells nothing, `denied` where it is said
 * for the first time not to be there: a provider in trouble says that many times in a row. Said again, it ends the doubt
 * as the provider's word, which proves nothing: the row goes on holding that a create left, so a retry asks first.
 */
export async function askAgain(
  deps: StepDeps,
  provider: Provider,
  task: StoredTask,
  { wasDenied, signal }: { wasDenied: boolean; signal: AbortSignal },
): Promise<TaskChange | 'denied' | null> {
  if (task.upstreamTaskId !== null) return followAgain(deps, provider, task, signal);
  if (task.externalTaskId === null) return null;
  if (task.hintedTaskId === null && !(await provider.mayFindByName())) return null;
  const found = await deps.circuitBreaker.call(provider, () => provider.find(traceOf(task), signal));
  if (found.kind === 'stopped') return null;
  const sinceSentMs = deps.now().getTime() - (task.sentAt?.getTime() ?? 0);
  const { problem, doubts, retries } = task;
  const settled = settledBy({ found, sinceSentMs, graceMs: provider.graceMs, problem, doubts, retries });
  if (settled === null) return null;
  if (settled.kind === 'follow') return followed(deps, { upstreamTaskId: settled.upstreamTaskId });
  if (settled.kind === 'reconcile') {
    return enter(deps, { status: 'submitting', step: 'reconcile' }, { problem: null, endedAt: null }).change;
  }
  return wasDenied ? fail(deps, notTaken()).change : 'denied';
}

/** A task that was lost or told of in an unknown form: as soon as the provider tells of it, it is followed as any other. */
async function followAgain(
  deps: StepDeps,
  provider: Provider,
  task: StoredTask,
  signal: AbortSignal,
): Promise<TaskChange | null> {
  const { kind } = await deps.circuitBreaker.call(provider, () =>
    provider.poll(acceptedOf(deps, task), signal),
  );
  const isTold = kind === 'processing' || kind === 'succeeded' || kind === 'failed';
  return isTold ? followed(deps, {}) : null;
}

function followed(deps: StepDeps, change: TaskChange): TaskChange {
  return enter(deps, { status: 'processing', step: 'poll' }, { ...change, problem: null, endedAt: null })
    .change;
}
