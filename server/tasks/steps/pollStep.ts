import { sql } from 'drizzle-orm';
import type { Charge } from '../../../src/domain/contract/task.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { tasks } from '../../database/schema.ts';
import type { PollOutcome, Provider } from '../../providers/Provider.ts';
import type { TaskChange } from '../rows/taskChange.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { notBelievedYet, paidAlready } from './chargeMessages.ts';
import { heardInTime } from './heard.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';
import { elapsedMs, enter, fail, type StepDeps, type StepOutcome } from './stepOutcome.ts';
import { waitAndRetry, waitForProvider } from './stepWait.ts';
import { acceptedOf } from './submitRequest.ts';

/** A question and its answer take less; what is due for longer was not asked for, because the machine slept. */
const MAX_ABSENCE_MS = 60_000;

/** Asks where a task stands. */
export async function pollStep(
  deps: StepDeps,
  provider: Provider,
  task: StoredTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const askedAt = deps.now();
  const request = acceptedOf(deps, task);
  const outcome = await deps.circuitBreaker.call(provider, () => provider.poll(request, signal));
  if (outcome.kind === 'stopped') return waitForProvider(task, outcome);
  const awake = withoutAbsence(deps, task);
  const isLate = elapsedMs(deps, awake) > provider.pace.deadlineMs;
  const { change, ...said } = afterPoll(deps, provider, { task: awake, outcome, isLate, askedAt });
  return { ...said, change: { ...(awake === task ? {} : { statusSince: awake.statusSince }), ...change } };
}

/** A deadline runs only while somebody could ask: time that the machine slept, or no relay ran, is no time at the provider. */
function withoutAbsence({ now }: StepDeps, task: StoredTask): StoredTask {
  const absentMs = now().getTime() - (task.dueAt ?? now()).getTime();
  if (absentMs <= MAX_ABSENCE_MS) return task;
  return { ...task, statusSince: new Date(Math.min(now().getTime(), task.statusSince.getTime() + absentMs)) };
}

interface Polled {
  readonly task: StoredTask;
  readonly outcome: PollOutcome;
  readonly isLate: boolean;
  readonly askedAt: Date;
}

function afterPoll(
  deps: StepDeps,
  provider: Provider,
  { task, outcome, isLate, askedAt }: Polled,
): StepOutcome {
  switch (outcome.kind) {
    case 'succeeded':
      return enter(
        deps,
        { status: 'finishing', step: 'fetch' },
        {
          ...chargedAs(task, outcome.charge),
          ...{ upstreamImages: outcome.images, progress: null, sentAt: null },
        },
      );
    case 'failed':
      return fail(deps, outcome.problem, 'failed', { ...chargedAs(task, outcome.charge), sentAt: null });
    case 'empty':
      return fail(deps, outcome.problem, 'uncertain', { ...chargedAs(task, outcome.charge), sentAt: null });
    case 'refused':
      return fail(deps, outcome.problem);
    case 'ended':
      return hearEnd(deps, task, outcome);
    case 'unfamiliar':
      return askSlowly(deps, task, outcome);
    case 'unknown': {
      // It may only be late in appearing, or the answer be wrong: it was taken, and is paid for.
      const isLost = task.step === 'look-up' && task.attempts + 1 >= RETRY_LIMITS.maxUnknowns;
      const { upstream } = outcome.problem;
      if (isLost) return fail(deps, taskProblem('upstream-task-lost', upstream), 'uncertain');
      if (isLate) return fail(deps, outcome.problem, 'uncertain');
      return waitAndRetry(deps, task, outcome);
    }
    case 'retry-later':
      // A deadline is believed when the provider says that it is not done; silence is waited for as long again.
      if (isLate && elapsedMs(deps, task) > 2 * provider.pace.deadlineMs) {
        return fail(deps, taskProblem('upstream-deadline', outcome.problem.upstream));
      }
      return waitAndRetry(deps, task, { ...outcome, problem: paidAlready(outcome.problem, provider) });
    case 'processing':
      if (isLate) return fail(deps, taskProblem('upstream-deadline', null));
      return stillProcessing(deps, provider, task, { ...outcome, askedAt });
  }
}

/**
 * A gateway that lost sight of a task says so too, and the next answer may be its image: the word is believed once it
 * was the only one for a while. Even then nobody pays again unasked, and the relay goes on asking.
 */
function hearEnd(
  deps: StepDeps,
  task: StoredTask,
  { problem, charge }: Extract<PollOutcome, { kind: 'ended' }>,
): StepOutcome {
  const now = deps.now();
  const deniedAt = heardInTime(task, now).deniedAt ?? now;
  const heardForMs = now.getTime() - deniedAt.getTime();
  const charged = chargedAs(task, charge);
  // Whoever looks again was told so before.
  const believedInMs = task.step === 'look-up' ? 0 : RETRY_LIMITS.endedMs - heardForMs;
  if (believedInMs <= 0) return fail(deps, problem, 'uncertain', { ...charged, sentAt: null });
  const retryAfterMs = Math.min(RETRY_LIMITS.endedEveryMs, believedInMs);
  return waitAndRetry(
    deps,
    task,
    { problem: notBelievedYet(problem), retryAfterMs },
    { ...charged, deniedAt },
  );
}

/** Once may be chance; after several such answers people read of it, and the task is kept and asked for slowly. */
function askSlowly(
  deps: StepDeps,
  task: StoredTask,
  { problem }: Extract<PollOutcome, { kind: 'unfamiliar' }>,
): StepOutcome {
  if (elapsedMs(deps, task) > RETRY_LIMITS.unfamiliarMs) return fail(deps, problem, 'uncertain');
  if (task.attempts + 1 < RETRY_LIMITS.maxUnfamiliar) {
    const { change } = waitAndRetry(deps, task, { problem });
    return { isVisible: false, change: { attempts: task.attempts + 1, dueAt: change.dueAt } };
  }
  return waitAndRetry(deps, task, { problem, retryAfterMs: RETRY_LIMITS.unfamiliarEveryMs });
}

function stillProcessing(
  deps: StepDeps,
  provider: Provider,
  task: StoredTask,
  { progress, previews = [], askedAt }: Extract<PollOutcome, { kind: 'processing' }> & { askedAt: Date },
): StepOutcome {
  const polls = task.polls + 1;
  const nextAt = new Date(deps.now().getTime() + provider.pace.delayMs(polls)).toISOString();
  // What a callback told while this was being asked may be newer than the answer.
  const dueAt = sql<Date>`case when ${tasks.hintedAt} >= ${askedAt.toISOString()}::timestamptz then ${tasks.hintedAt} else ${nextAt}::timestamptz end`;
  const isNew =
    progress !== task.progress || previews.some((preview, index) => preview !== task.previews[index]);
  return {
    isVisible: task.waiting !== null || isNew,
    // The provider knows it: whatever brought it here, from now on it is followed as any other.
    change: { step: 'poll', polls, attempts: 0, deniedAt: null, waiting: null, progress, previews, dueAt },
  };
}

/** Told again, it takes the place of what was told for the same submit before. */
function chargedAs({ charges, upstreamTaskId }: StoredTask, charge: Charge | null | undefined): TaskChange {
  if (charge === null || charge === undefined || upstreamTaskId === null) return {};
  return {
    charges: [
      ...charges.filter((one) => one.upstreamTaskId !== upstreamTaskId),
      { ...charge, upstreamTaskId },
    ],
  };
}
