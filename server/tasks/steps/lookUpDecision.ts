import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import type { FindOutcome } from '../../providers/Provider.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { doubted, inDoubt, notTaken, sentInVain } from './chargeMessages.ts';
import { mayBeSentAgain } from './mayBeSentAgain.ts';
import { pauseMs, RETRY_LIMITS } from './retryPolicy.ts';
import type { SubmitDecision } from './submitDecision.ts';

type SubmitState = Pick<StoredTask, 'step' | 'doubts' | 'retries' | 'waiting' | 'polls'> & {
  readonly sentAt: Date | null;
};

interface LookUpAnswered {
  readonly found: FindOutcome;
  /** Since the step was entered. */
  readonly elapsedMs: number;
  /** Since the last create left. */
  readonly sinceSentMs: number;
  /** For how long nothing has been said but that it is not there; 0 where that is said for the first time, or is not. */
  readonly deniedForMs: number;
  /** For how long no answer came; 0 where that is so for the first time, or is not. */
  readonly troubledForMs: number;
  /** How long a task that was taken may take to be found. */
  readonly graceMs: number;
  readonly refusesRepeats: boolean;
  /** Whether a further question may tell. */
  readonly mayFindByName: boolean;
}

/** After a submit was looked up, in the step `reconcile`, `look-up` or `submit-anew`. */
export function afterLookUp(state: SubmitState, answered: LookUpAnswered): SubmitDecision {
  const { found } = answered;
  if (found.kind === 'found') return { kind: 'follow', upstreamTaskId: found.upstreamTaskId };
  // Nothing of ours is out there as far as anybody knows: that was asked to be sure, and trouble is no answer.
  if (state.sentAt === null && state.step === 'reconcile') {
    if (found.kind !== 'retry-later') return { kind: 'go', step: 'submit', wasNotTaken: true, problem: null };
    if (isWorthAsking(state, answered)) return lookAgain(state, answered);
    return { kind: 'end', status: 'uncertain', problem: inDoubt(found.problem), wasNotTaken: false };
  }
  if (isWorthAsking(state, answered)) return lookAgain(state, answered);
  if (state.step === 'submit-anew') return { kind: 'anew' };
  return state.step === 'reconcile' ? reconcileUnknown(state, answered) : endLookUp(state, answered);
}

/** Trouble passes, and a task may be late in appearing; whoever wants it anew is not made to wait for that. */
function isWorthAsking(state: SubmitState, answered: LookUpAnswered): boolean {
  if (answered.found.kind === 'retry-later') {
    return answered.troubledForMs < RETRY_LIMITS[state.step === 'reconcile' ? 'busyMs' : 'doubtMs'];
  }
  if (state.step === 'submit-anew') return false;
  return patienceMs(state, answered) > 0 || mayStillTell(state, answered);
}

/**
 * Whether too few answers came since no task can be late any longer: after a time of trouble, or in which nobody could
 * ask, the first that proves nothing is no last word.
 */
function mayStillTell(state: SubmitState, answered: LookUpAnswered): boolean {
  const { found, refusesRepeats, mayFindByName } = answered;
  if (!mayFindByName) return false;
  const maySend = state.step === 'reconcile' && state.doubts < RETRY_LIMITS.maxDoubts;
  // Sent again, it tells: a wrong «no such task» shows.
  if (maySend && refusesRepeats) return false;
  if (isDenial(found)) return believedInMs(state, answered) > 0;
  return unclearAnswers(state, answered) < RETRY_LIMITS.maxUnclear;
}

/** Answers that proved nothing since no task can be late any longer, this one among them unless it says «not there». */
function unclearAnswers(state: SubmitState, answered: LookUpAnswered): number {
  if (sinceGraceMs(state, answered) < 0) return 0;
  return isDenial(answered.found) ? state.polls : state.polls + 1;
}

/** Since no task can be late any longer; below 0 while it can. */
function sinceGraceMs({ step }: SubmitState, { elapsedMs, sinceSentMs, graceMs }: LookUpAnswered): number {
  return (step === 'reconcile' ? elapsedMs : sinceSentMs) - graceMs;
}

/** Said to be not there, by a provider that is known to find what it has. */
function isDenial(found: FindOutcome): boolean {
  return found.kind === 'not-found' && found.isConclusive;
}

/**
 * How much longer a denial has to be all that is said: a single one may be wrong, and what follows from it may cost.
 * What was said while a task could be late tells nothing.
 */
function believedInMs(state: SubmitState, answered: LookUpAnswered): number {
  return RETRY_LIMITS.deniedMs - Math.min(answered.deniedForMs, sinceGraceMs(state, answered));
}

function isSurelyNotThere(state: SubmitState, answered: LookUpAnswered): boolean {
  return isDenial(answered.found) && believedInMs(state, answered) <= 0;
}

/**
 * How much longer a task that was taken may be late in appearing. Where a repeat is refused, lateness is not waited for:
 * sent again after a pause, it costs nothing and tells.
 */
function patienceMs(state: SubmitState, answered: LookUpAnswered): number {
  const { found, elapsedMs, refusesRepeats, mayFindByName } = answered;
  const lateMs = -sinceGraceMs(state, answered);
  if (state.step !== 'reconcile') return lateMs;
  if (isSurelyNotThere(state, answered)) return 0;
  if (state.doubts < RETRY_LIMITS.maxDoubts && refusesRepeats) return pauseMs(state.doubts) - elapsedMs;
  return lateMs + (mayFindByName && !isDenial(found) ? RETRY_LIMITS.unclearMs : 0);
}

/** A submit whose outcome is not known, once asking has told all it can. */
function reconcileUnknown(state: SubmitState, answered: LookUpAnswered): SubmitDecision {
  const { found, elapsedMs, sinceSentMs, refusesRepeats, mayFindByName } = answered;
  const maySend = state.doubts < RETRY_LIMITS.maxDoubts;
  if (isSurelyNotThere(state, answered)) {
    if (maySend) return sendAfterPause(state, elapsedMs);
    return endDenied(sentInVain(present(state), state.doubts));
  }
  if (refusesRepeats && maySend) return { kind: 'go', step: 'resend', wasNotTaken: false, problem: null };
  const upstream = present(state)?.upstream ?? ('problem' in found ? found.problem.upstream : null);
  const mayBeSent = mayBeSentAgain({ ...state, sinceSentMs });
  const problem = doubted(upstream, { mayStillTell: mayFindByName, mayBeSent });
  return { kind: 'end', status: 'uncertain', problem, wasNotTaken: false };
}

/**
 * What was surely not taken holds no place at the provider while the rest of its pause goes by; after it, one more
 * question comes before it is sent.
 */
function sendAfterPause(state: SubmitState, elapsedMs: number): SubmitDecision {
  const delayMs = pauseMs(state.doubts) - elapsedMs;
  return delayMs > 0
    ? { kind: 'go', step: 'reconcile', wasNotTaken: true, problem: present(state), delayMs }
    : { kind: 'go', step: 'submit', wasNotTaken: true, problem: null };
}

/**
 * Somebody looked again, or a refused repeat proved that it was taken: what cannot be found stays in doubt, unless it
 * is surely not there.
 */
function endLookUp(state: SubmitState, answered: LookUpAnswered): SubmitDecision {
  const { found } = answered;
  const before = present(state);
  if (before?.code === 'submit-taken') {
    const problem = taskProblem('submit-taken', before.upstream);
    return { kind: 'end', status: 'uncertain', problem, wasNotTaken: false };
  }
  if (isSurelyNotThere(state, answered)) return endDenied(notTaken());
  const problem = 'problem' in found ? inDoubt(found.problem) : taskProblem('submit-not-found', null);
  return { kind: 'end', status: 'uncertain', problem, wasNotTaken: false };
}

/** What the provider denies is over on its word alone: the row goes on holding that a create left, so a retry asks first. */
function endDenied(problem: TaskProblem): SubmitDecision {
  return { kind: 'end', status: 'failed', problem, wasNotTaken: false };
}

/** The first reason of the doubt stays on show: that the look-up waits is only its consequence. */
function lookAgain(state: SubmitState, answered: LookUpAnswered): SubmitDecision {
  const { found } = answered;
  const own = 'problem' in found ? found.problem : taskProblem('submit-looking-up', null);
  const problem = present(state) ?? own;
  if (found.kind === 'retry-later') {
    return { kind: 'wait', problem, retryAfterMs: found.retryAfterMs, wasNotTaken: false, told: null };
  }
  // At a steady pace first, more rarely in a long pause, and once more just when a wait is over.
  const isDenied = isDenial(found);
  const believedMs = isDenied ? believedInMs(state, answered) : 0;
  const everyMs = Math.max(RETRY_LIMITS.lookEveryMs, Math.round(answered.elapsedMs / 10));
  const soonest = [patienceMs(state, answered), believedMs].filter((ms) => ms > 0);
  const retryAfterMs = Math.min(everyMs, ...(isDenied ? [RETRY_LIMITS.denialEveryMs] : []), ...soonest);
  const told = { unclear: unclearAnswers(state, answered), isDenied };
  return { kind: 'wait', problem, retryAfterMs, wasNotTaken: false, told };
}

function present({ waiting }: SubmitState): TaskProblem | null {
  if (waiting === null) return null;
  const { until: _until, ...problem } = waiting;
  return problem;
}
