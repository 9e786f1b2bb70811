import { randomUUID } from 'node:crypto';
import type { TaskProblem } from '../../src/domain/contract.ts';
import { taskProblem } from '../providers/klingProblem.ts';
import type { AcceptedRequest, ExpandRequest, Provider } from '../providers/Provider.ts';
import { inDoubt, paidAlready, retryLater, triedForNothing } from './chargeWords.ts';
import { fetchAndFinish, possibleResultIds } from './fetchAndFinish.ts';
import { discardResults } from './housekeeping.ts';
import { PATIENCE } from './retryPolicy.ts';
import { enter, fail, type StepOutcome, type StepParts, waitAndRetry } from './stepOutcome.ts';
import type { LeasedTask } from './taskQueue.ts';
import type { StoredTask } from './taskRow.ts';

/** Does the one step that is due: asks the provider or fetches and finishes, and says what to write down. */
export async function runStep(
  parts: StepParts,
  leased: LeasedTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { task } = leased;
  const provider = parts.providers.get(task.provider);
  if (provider === undefined) return fail(parts, taskProblem('provider-unavailable', null));
  switch (task.status) {
    case 'queued':
      return begin(parts, task);
    case 'submitting':
      if ((await parts.store.sizeOf('sources', task.source.id)) === null) {
        return fail(parts, taskProblem('source-not-found', null));
      }
      return task.lookUpFirst ? lookUp(parts, provider, task, signal) : submit(parts, provider, task, signal);
    case 'processing':
      return poll(parts, provider, task, signal);
    case 'finishing':
      return fetchAndFinish(parts, provider, leased, signal);
    default:
      throw new Error(`A task that is ${task.status} has no step.`);
  }
}

/**
 * A submit that was taken and is to be made anew gets a name of its own. What the last one left goes first, while its
 * name still stands: broken off in between, it is done again.
 */
async function begin(parts: StepParts, task: StoredTask): Promise<StepOutcome> {
  if (task.upstreamTaskId !== null && !task.lookUpFirst) return submitAnew(parts, task);
  return enter(parts, 'submitting', { externalTaskId: task.externalTaskId ?? randomUUID() });
}

async function submitAnew(parts: StepParts, task: StoredTask): Promise<StepOutcome> {
  await discardResults(parts, possibleResultIds(task.externalTaskId));
  return enter(parts, 'submitting', {
    externalTaskId: randomUUID(),
    upstreamTaskId: null,
    lookUpFirst: false,
  });
}

function elapsedMs(parts: StepParts, task: StoredTask): number {
  return parts.now().getTime() - task.statusSince.getTime();
}

function submitted(parts: StepParts, provider: Provider, upstreamTaskId: string): StepOutcome {
  return enter(parts, 'processing', {
    upstreamTaskId,
    lookUpFirst: false,
    delayMs: provider.pace.delayMs(0),
  });
}

async function submit(
  parts: StepParts,
  provider: Provider,
  task: StoredTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const request = requestOf(task);
  const outcome = await provider.submit(request, signal);
  switch (outcome.kind) {
    case 'accepted':
      return submitted(parts, provider, outcome.upstreamTaskId);
    case 'duplicate':
      return settleDoubt(parts, provider, task, { problem: outcome.problem, isTaken: true, signal });
    case 'refused':
      return fail(parts, outcome.problem);
    case 'retry-later': {
      const problem = triedForNothing(outcome.problem, provider);
      if (elapsedMs(parts, task) > PATIENCE.busyMs) return fail(parts, retryLater(problem));
      return waitAndRetry(parts, task, { ...outcome, problem });
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

/** The submit was taken, as a duplicate proves, or may have been: its name is the only trace to follow. */
async function settleDoubt(
  parts: StepParts,
  provider: Provider,
  task: StoredTask,
  { problem, isTaken, signal }: { problem: TaskProblem; isTaken: boolean; signal: AbortSignal },
): Promise<StepOutcome> {
  const found = await provider.find(requestOf(task).externalTaskId, signal);
  if (found.kind === 'found') return submitted(parts, provider, found.upstreamTaskId);
  if (found.kind === 'retry-later' && elapsedMs(parts, task) <= PATIENCE.doubtMs) {
    return waitAndRetry(parts, task, found);
  }
  if (found.kind === 'refused') return fail(parts, inDoubt(found.problem), 'uncertain');
  const code = isTaken ? 'submit-taken' : 'submit-uncertain';
  return fail(parts, taskProblem(code, problem.upstream), 'uncertain');
}

/**
 * Somebody retries an uncertain task: if the provider knows it after all, nothing is submitted. A look-up that was
 * refused proves nothing, so the task keeps its name.
 */
async function lookUp(
  parts: StepParts,
  provider: Provider,
  task: StoredTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const found = await provider.find(requestOf(task).externalTaskId, signal);
  if (found.kind === 'found') return submitted(parts, provider, found.upstreamTaskId);
  if (found.kind === 'retry-later' && elapsedMs(parts, task) <= PATIENCE.doubtMs) {
    return waitAndRetry(parts, task, found);
  }
  if (found.kind !== 'not-found') return fail(parts, inDoubt(found.problem), 'uncertain');
  return submitAnew(parts, task);
}

async function poll(
  parts: StepParts,
  provider: Provider,
  task: StoredTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const outcome = await provider.poll(acceptedOf(task), signal);
  const isLate = elapsedMs(parts, task) > provider.pace.deadlineMs;
  switch (outcome.kind) {
    case 'succeeded':
      return enter(parts, 'finishing', {
        upstreamImages: outcome.images,
        lookUpFirst: false,
        progress: null,
      });
    case 'failed':
    case 'refused':
      return fail(parts, outcome.problem);
    case 'unknown': {
      // It may only be late in appearing, or the answer be wrong: it was taken, and is paid for.
      const isLost = task.lookUpFirst && task.attempts + 1 >= PATIENCE.maxUnknowns;
      const { upstream } = outcome.problem;
      if (isLost) return fail(parts, taskProblem('upstream-task-lost', upstream), 'uncertain');
      if (isLate) return fail(parts, outcome.problem, 'uncertain');
      return waitAndRetry(parts, task, outcome);
    }
    case 'retry-later':
      if (isLate) return fail(parts, taskProblem('upstream-deadline', outcome.problem.upstream));
      return waitAndRetry(parts, task, { ...outcome, problem: paidAlready(outcome.problem, provider) });
    case 'processing': {
      if (isLate) return fail(parts, taskProblem('upstream-deadline', null));
      const polls = task.polls + 1;
      const dueAt = new Date(parts.now().getTime() + provider.pace.delayMs(polls));
      const { progress, previews = [] } = outcome;
      const isNew =
        progress !== task.progress || previews.some((preview, index) => preview !== task.previews[index]);
      return {
        isVisible: task.waiting !== null || isNew,
        change: { polls, attempts: 0, waiting: null, progress, previews, dueAt },
      };
    }
  }
}

function requestOf(task: StoredTask): ExpandRequest {
  if (task.externalTaskId === null)
    throw new Error(`Task ${task.id} is ${task.status} without an external id.`);
  const { externalTaskId, source, expansion, prompt, n } = task;
  return { externalTaskId, source, expansion, prompt, n };
}

function acceptedOf(task: StoredTask): AcceptedRequest {
  if (task.upstreamTaskId === null)
    throw new Error(`Task ${task.id} is ${task.status} without an upstream id.`);
  return { ...requestOf(task), upstreamTaskId: task.upstreamTaskId };
}
