import { randomUUID } from 'node:crypto';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import type { Provider } from '../../providers/Provider.ts';
import { discardFiles } from '../cleanup/deletedTasks.ts';
import { type LeasedTask, LeaseLostError } from '../rows/lease.ts';
import { possibleResultIds } from '../rows/resultFiles.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { heard, heardInTime } from './heard.ts';
import { afterLookUp } from './lookUpDecision.ts';
import { nextTryName, planStepName } from './planStepName.ts';
import { backoffMs } from './retryPolicy.ts';
import { elapsedMs, enter, fail, type StepDeps, type StepOutcome } from './stepOutcome.ts';
import { waitAndRetry, waitForProvider } from './stepWait.ts';
import { afterCreate, type SubmitDecision } from './submitDecision.ts';
import { namedAfresh, newCallbackToken } from './submitName.ts';
import { requestOf, traceOf } from './submitRequest.ts';

/** A task that waits for a place is woken when one is free; this often it looks by itself. */
const SLOT_CHECK_MS = 15_000;
/** The code with which a provider refuses more at once than the account may. */
const TOO_MANY_AT_ONCE = '1303';

/**
 * Gives a submit its name before anything leaves. The first one is named after the task, so that a row that comes
 * back out of a backup asks for, and sends, the same one. What was never sent as far as the row knows, but is older
 * than this run of the relay, is asked for first: the row may have come out of a backup.
 */
export async function begin(
  deps: StepDeps,
  provider: Provider,
  { lease, task }: LeasedTask,
): Promise<StepOutcome> {
  const isKnown = task.upstreamTaskId !== null;
  if (task.step === 'submit-anew' && (isKnown || task.sentAt === null))
    return submitAnew(deps, { lease, task });
  const step = task.step === 'submit' && isFromBefore(deps, provider, task) ? 'reconcile' : task.step;
  return enter(
    deps,
    { status: 'submitting', step },
    {
      externalTaskId: task.externalTaskId ?? firstName(task),
      callbackToken: task.callbackToken ?? newCallbackToken(),
    },
  );
}

/**
 * A submit that is made anew gets a name of its own. The rows of what the last one left go first, while its name and
 * the lease still stand: broken off in between, it is done again, and a copy of this step that was lost drops nothing
 * of a task that was taken up again meanwhile. The files go last, when they are nobody's any more.
 */
async function submitAnew(
  deps: StepDeps,
  { lease, task }: Pick<LeasedTask, 'lease' | 'task'>,
): Promise<StepOutcome> {
  const left = possibleResultIds(task.externalTaskId);
  if (!(await deps.queue.dropResults(lease, left))) throw new LeaseLostError(task.id);
  const name = task.planStep === null ? randomUUID() : nextTryName(task.externalTaskId ?? firstName(task));
  return {
    ...enter(deps, { status: 'submitting', step: 'submit' }, namedAfresh(name)),
    afterwards: () => discardFiles(deps.store, left),
  };
}

/** Whether this run of the relay has not seen it begin. */
function isFromBefore(
  { startedAt }: StepDeps,
  { description }: Provider,
  { statusSince }: StoredTask,
): boolean {
  return description.isPaid && statusSince < startedAt;
}

function firstName({ id, planStep }: StoredTask): string {
  return planStep === null ? id : planStepName(id, planStep);
}

/** Sends the create; the row holds that it was sent before it leaves. */
export async function submit(
  deps: StepDeps,
  provider: Provider,
  leased: LeasedTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { lease, task } = leased;
  if (task.step === 'submit' && task.sentAt !== null) {
    // It was sent, and whoever sent it died before writing down what became of it.
    return enter(deps, { status: 'submitting', step: 'reconcile' }, { doubts: task.doubts + 1 });
  }
  if (task.step === 'submit' && isFromBefore(deps, provider, task)) {
    return enter(deps, { status: 'submitting', step: 'reconcile' });
  }
  if (task.step === 'submit' && provider.description.isPaid) {
    const request = { provider: task.provider, n: task.n };
    const isThere = await deps.line.reserve(lease, { ...request, limit: deps.slots.of(provider) });
    if (!isThere) return waitForSlots(deps, task);
  }
  const request = requestOf(deps, task);
  const outcome = await deps.circuitBreaker.call(provider, () => provider.submit(request, signal));
  if (outcome.kind === 'stopped') {
    return waitForProvider(task, outcome, task.step === 'submit' ? { sentAt: null } : {});
  }
  if (outcome.kind === 'retry-later' && outcome.problem.upstream?.code === TOO_MANY_AT_ONCE) {
    const inUse = await deps.line.inUse(task.provider);
    deps.slots.learn(task.provider, inUse - task.n);
  }
  return carryOut(
    deps,
    provider,
    leased,
    afterCreate(task, { outcome, elapsedMs: elapsedMs(deps, task), provider }),
  );
}

/** Asks whether a submit was taken. It costs nothing and sends nothing. */
export async function lookUp(
  deps: StepDeps,
  provider: Provider,
  leased: LeasedTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const task = heardInTime(leased.task, deps.now());
  const found = await deps.circuitBreaker.call(provider, () => provider.find(traceOf(task), signal));
  if (found.kind === 'stopped') return waitForProvider(task, found, { troubleSince: null });
  const now = deps.now();
  const decision = afterLookUp(task, {
    found,
    elapsedMs: elapsedMs(deps, task),
    sinceSentMs: now.getTime() - (task.sentAt?.getTime() ?? 0),
    deniedForMs: now.getTime() - (task.deniedAt ?? now).getTime(),
    troubledForMs: now.getTime() - (task.troubleSince ?? now).getTime(),
    graceMs: provider.graceMs,
    refusesRepeats: await provider.refusesRepeats(),
    mayFindByName: await provider.mayFindByName(),
  });
  return carryOut(deps, provider, { ...leased, task }, decision);
}

async function carryOut(
  deps: StepDeps,
  provider: Provider,
  leased: LeasedTask,
  decision: SubmitDecision,
): Promise<StepOutcome> {
  const { task } = leased;
  /** What was surely not taken holds no place at the provider. */
  const sent = 'wasNotTaken' in decision && decision.wasNotTaken ? { sentAt: null } : {};
  switch (decision.kind) {
    case 'follow': {
      // A task that was looked up may have been done long ago.
      const delayMs = task.step === 'submit' || task.step === 'resend' ? provider.pace.delayMs(0) : 0;
      const { upstreamTaskId } = decision;
      return enter(deps, { status: 'processing', step: 'poll' }, { upstreamTaskId, delayMs });
    }
    case 'go': {
      const { step, problem } = decision;
      const isDoubt = step === 'reconcile' && task.step !== 'reconcile';
      const { delayMs = isDoubt ? backoffMs({ attempts: 1, random: deps.random }) : 0 } = decision;
      const until = new Date(deps.now().getTime() + delayMs).toISOString();
      return enter(
        deps,
        { status: 'submitting', step },
        {
          ...sent,
          ...(isDoubt ? { doubts: task.doubts + 1 } : {}),
          delayMs,
          waiting: problem === null ? null : { ...problem, until },
        },
      );
    }
    case 'wait': {
      const { told } = decision;
      const change = { ...sent, ...heard(task, told, deps.now()) };
      // Whoever answers is in no trouble: the next one begins with short waits.
      return waitAndRetry(deps, told === null ? task : { ...task, attempts: 0 }, decision, change);
    }
    case 'anew':
      return submitAnew(deps, leased);
    case 'end':
      return fail(deps, decision.problem, decision.status, sent);
  }
}

function waitForSlots(deps: StepDeps, task: StoredTask): StepOutcome {
  const problem = taskProblem('upstream-slots', null);
  const until = new Date(deps.now().getTime() + Math.round(SLOT_CHECK_MS * (1 + deps.random())));
  return {
    isVisible: task.waiting?.code !== problem.code,
    // Time in the line is not time at the provider.
    change: {
      statusSince: deps.now(),
      dueAt: until,
      waiting: { ...problem, until: until.toISOString() },
    },
  };
}
