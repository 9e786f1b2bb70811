import { sql } from 'drizzle-orm';
import { tasks } from '../database/schema.ts';
import { taskProblem } from '../providers/klingProblem.ts';
import type { Provider } from '../providers/Provider.ts';
import { paidAlready } from './chargeWords.ts';
import { fetchAndFinish } from './fetchAndFinish.ts';
import type { LeasedTask } from './lease.ts';
import { PATIENCE } from './retryPolicy.ts';
import { elapsedMs, enter, fail, giveUp, type StepOutcome, type StepParts } from './stepOutcome.ts';
import { waitAndRetry, waitForProvider } from './stepWait.ts';
import { acceptedOf } from './submitRequest.ts';
import { begin, lookUp, submit } from './submitSteps.ts';
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
      if (task.lookUpFirst) return lookUp(parts, provider, task, signal);
      if ((await parts.store.sizeOf('sources', task.source.id)) === null) {
        return giveUp(parts, task, taskProblem('source-not-found', null));
      }
      return submit(parts, provider, leased, signal);
    case 'processing':
      return poll(parts, provider, task, signal);
    case 'finishing':
      return fetchAndFinish(parts, provider, leased, signal);
    default:
      throw new Error(`A task that is ${task.status} has no step.`);
  }
}

async function poll(
  parts: StepParts,
  provider: Provider,
  task: StoredTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const askedAt = parts.now();
  const request = acceptedOf(parts, task);
  const outcome = await parts.gate.through(provider, () => provider.poll(request, signal));
  const isLate = elapsedMs(parts, task) > provider.pace.deadlineMs;
  switch (outcome.kind) {
    case 'succeeded':
      return enter(parts, 'finishing', {
        upstreamImages: outcome.images,
        lookUpFirst: false,
        progress: null,
        slots: 0,
      });
    case 'stopped':
      return waitForProvider(task, outcome);
    case 'failed':
      return fail(parts, outcome.problem, 'failed', { slots: 0 });
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
      const nextAt = new Date(parts.now().getTime() + provider.pace.delayMs(polls)).toISOString();
      // What a callback told while this was being asked may be newer than the answer.
      const dueAt = sql<Date>`case when ${tasks.hintedAt} >= ${askedAt.toISOString()}::timestamptz then ${tasks.hintedAt} else ${nextAt}::timestamptz end`;
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
