import { randomBytes, randomUUID } from 'node:crypto';
import type { TaskProblem } from '../../src/domain/contract.ts';
import { taskProblem } from '../providers/klingProblem.ts';
import type { Provider } from '../providers/Provider.ts';
import { inDoubt, retryLater, triedForNothing } from './chargeWords.ts';
import { possibleResultIds } from './fetchAndFinish.ts';
import { discardResults } from './housekeeping.ts';
import type { LeasedTask } from './lease.ts';
import { PATIENCE } from './retryPolicy.ts';
import { elapsedMs, enter, fail, type StepOutcome, type StepParts } from './stepOutcome.ts';
import { waitAndRetry, waitForProvider } from './stepWait.ts';
import { requestOf, traceOf } from './submitRequest.ts';
import type { StoredTask } from './taskRow.ts';

/** A task that waits for a place is woken when one is free; this often it looks by itself. */
const SLOT_CHECK_MS = 15_000;
/** The code with which a provider refuses more at once than the account may. */
const TOO_MANY_AT_ONCE = '1303';

/**
 * A submit that was taken and is to be made anew gets a name of its own. What the last one left goes first, while its
 * name still stands: broken off in between, it is done again.
 */
export async function begin(parts: StepParts, task: StoredTask): Promise<StepOutcome> {
  if (task.upstreamTaskId !== null && !task.lookUpFirst) return submitAnew(parts, task);
  return enter(parts, 'submitting', {
    externalTaskId: task.externalTaskId ?? randomUUID(),
    callbackToken: task.callbackToken ?? callbackToken(),
  });
}

async function submitAnew(parts: StepParts, task: StoredTask): Promise<StepOutcome> {
  await discardResults(parts, possibleResultIds(task.externalTaskId));
  return enter(parts, 'submitting', {
    externalTaskId: randomUUID(),
    callbackToken: callbackToken(),
    hintedTaskId: null,
    upstreamTaskId: null,
    upstreamImages: null,
    lookUpFirst: false,
    submitAnew: false,
    slots: 0,
    doubts: 0,
  });
}

function callbackToken(): string {
  return randomBytes(32).toString('base64url');
}

function submitted(parts: StepParts, upstreamTaskId: string, delayMs: number): StepOutcome {
  return enter(parts, 'processing', { upstreamTaskId, lookUpFirst: false, submitAnew: false, delayMs });
}

export async function submit(
  parts: StepParts,
  provider: Provider,
  { lease, task }: LeasedTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const isFirst = task.slots === 0;
  if (isFirst && provider.description.isPaid) {
    const wish = { provider: task.provider, n: task.n, createdAt: task.createdAt };
    const isThere = await parts.line.reserve(lease, { ...wish, limit: parts.slots.of(provider) });
    if (!isThere) return waitForSlots(parts, task);
  }
  const request = requestOf(parts, task);
  const outcome = await parts.gate.through(provider, () => provider.submit(request, signal));
  /** What was surely not taken holds no place, unless an earlier try may have been taken. */
  const freed = isFirst ? { slots: 0 } : {};
  switch (outcome.kind) {
    case 'accepted':
      return submitted(parts, outcome.upstreamTaskId, provider.pace.delayMs(0));
    case 'duplicate':
      return settleDoubt(parts, provider, task, { problem: outcome.problem, isTaken: true, signal });
    case 'stopped':
      return waitForProvider(task, outcome, freed);
    case 'refused':
      if (isFirst) return fail(parts, outcome.problem, 'failed', freed);
      return settleRefusal(parts, provider, task, { problem: outcome.problem, signal });
    case 'retry-later': {
      if (outcome.problem.upstream?.code === TOO_MANY_AT_ONCE) {
        const inUse = await parts.line.inUse(task.provider);
        parts.slots.learn(task.provider, inUse - task.n);
      }
      const problem = triedForNothing(outcome.problem, provider);
      if (elapsedMs(parts, task) > PATIENCE.busyMs) return fail(parts, retryLater(problem), 'failed', freed);
      return waitAndRetry(parts, task, { ...outcome, problem }, freed);
    }
    case 'ambiguous': {
      const doubts = task.doubts + 1;
      if (doubts >= PATIENCE.maxDoubts || elapsedMs(parts, task) > PATIENCE.doubtMs) {
        return settleDoubt(parts, provider, task, { problem: outcome.problem, isTaken: false, signal });
      }
      return waitAndRetry(parts, task, outcome, { doubts });
    }
  }
}

function waitForSlots(parts: StepParts, task: StoredTask): StepOutcome {
  const problem = taskProblem('upstream-slots', null);
  const until = new Date(parts.now().getTime() + Math.round(SLOT_CHECK_MS * (1 + parts.random())));
  return {
    isVisible: task.waiting?.code !== problem.code,
    // Time in the line is not time at the provider.
    change: {
      statusSince: parts.now(),
      dueAt: until,
      waiting: { ...problem, until: until.toISOString() },
    },
  };
}

/** The submit was taken, as a duplicate proves, or may have been: its name is the only trace to follow. */
async function settleDoubt(
  parts: StepParts,
  provider: Provider,
  task: StoredTask,
  { problem, isTaken, signal }: { problem: TaskProblem; isTaken: boolean; signal: AbortSignal },
): Promise<StepOutcome> {
  const found = await parts.gate.through(provider, () => provider.find(traceOf(task), signal));
  // It may have been done long ago.
  if (found.kind === 'found') return submitted(parts, found.upstreamTaskId, 0);
  if (found.kind === 'stopped') return waitForProvider(task, found);
  if (found.kind === 'retry-later' && elapsedMs(parts, task) <= PATIENCE.doubtMs) {
    return waitAndRetry(parts, task, found);
  }
  if (found.kind === 'refused') return fail(parts, inDoubt(found.problem), 'uncertain');
  const code = isTaken ? 'submit-taken' : 'submit-uncertain';
  return fail(parts, taskProblem(code, problem.upstream), 'uncertain');
}

/** This try was refused, but an earlier one under the same name may have been taken. */
async function settleRefusal(
  parts: StepParts,
  provider: Provider,
  task: StoredTask,
  { problem, signal }: { problem: TaskProblem; signal: AbortSignal },
): Promise<StepOutcome> {
  const found = await parts.gate.through(provider, () => provider.find(traceOf(task), signal));
  if (found.kind === 'found') return submitted(parts, found.upstreamTaskId, 0);
  if (found.kind === 'stopped') return waitForProvider(task, found);
  if (found.kind === 'not-found') return fail(parts, problem, 'failed', { slots: 0 });
  if (found.kind === 'retry-later' && elapsedMs(parts, task) <= PATIENCE.doubtMs) {
    return waitAndRetry(parts, task, found);
  }
  return fail(parts, inDoubt(problem), 'uncertain');
}

/**
 * Somebody looks an uncertain task up again. A look-up that was refused proves nothing, so the task keeps its name;
 * only who knows that it may cost twice submits it anew.
 */
export async function lookUp(
  parts: StepParts,
  provider: Provider,
  task: StoredTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const found = await parts.gate.through(provider, () => provider.find(traceOf(task), signal));
  // It may have been done long ago.
  if (found.kind === 'found') return submitted(parts, found.upstreamTaskId, 0);
  if (found.kind === 'stopped') return waitForProvider(task, found);
  if (found.kind === 'retry-later' && elapsedMs(parts, task) <= PATIENCE.doubtMs) {
    return waitAndRetry(parts, task, found);
  }
  if (task.submitAnew) return submitAnew(parts, task);
  if (found.kind === 'not-found') return fail(parts, taskProblem('submit-not-found', null), 'uncertain');
  return fail(parts, inDoubt(found.problem), 'uncertain');
}
