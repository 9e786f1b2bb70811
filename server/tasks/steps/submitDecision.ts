import type { TaskProblem } from '../../../src/domain/contract.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import type { FindOutcome, Provider, SubmitOutcome } from '../../providers/Provider.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import {
  askedFirst,
  askedOn,
  inDoubt,
  notTaken,
  retryLater,
  sentInVain,
  triedForNothing,
} from './chargeMessages.ts';
import { pauseMs, RETRY_LIMITS } from './retryPolicy.ts';

/*
 * What a submit does next, by what is proven. Pure, so that every answer of every dialect can be tried against every
 * moment of a crash: no course of it may charge twice unless a person chose to submit anew.
 *
 *             lost, cut, 5xx, crash                found
 *   submit ────────────────────────▶ reconcile ──────────▶ (followed)
 *     ▲  │                            │  │  │
 *     │  └─▶ (followed), failed       │  │  └─▶ uncertain: nothing is proven
 *     └───────────────────────────────┘  │
 *       surely no such task              └─▶ resend: repeats are refused here
 *
 *   look-up: asks, sends nothing          submit-anew: asks, then sends under a new name
 *   uncertain: asked for now and then; see `askAgain`
 */

export type SubmitDecision =
  | { readonly kind: 'follow'; readonly upstreamTaskId: string }
  /** Another step, and what people read meanwhile. */
  | {
      readonly kind: 'go';
      readonly step: 'submit' | 'reconcile' | 'resend' | 'look-up';
      readonly wasNotTaken: boolean;
      readonly problem: TaskProblem | null;
    }
  /** The same step later. */
  | {
      readonly kind: 'wait';
      readonly problem: TaskProblem;
      readonly retryAfterMs: number | undefined;
      readonly wasNotTaken: boolean;
      /** What the question told; null where no answer came. */
      readonly told: {
        /** Answers so far that proved nothing although no task could be late any longer. */
        readonly unclear: number;
        /** That it is not there, and nothing else since it was first said. */
        readonly isDenied: boolean;
      } | null;
    }
  | { readonly kind: 'anew' }
  | {
      readonly kind: 'end';
      readonly status: 'failed' | 'uncertain';
      readonly problem: TaskProblem;
      readonly wasNotTaken: boolean;
    };

type SubmitState = Pick<StoredTask, 'step' | 'doubts' | 'waiting' | 'polls'> & {
  readonly sentAt: Date | null;
};

interface CreateAnswered {
  readonly outcome: SubmitOutcome;
  /** Since the step was entered. */
  readonly elapsedMs: number;
  readonly provider: Pick<Provider, 'description'>;
}

/** After a create was sent, in the step `submit` or `resend`. */
export function afterCreate(
  { step }: Pick<SubmitState, 'step'>,
  { outcome, elapsedMs, provider }: CreateAnswered,
): SubmitDecision {
  // In `resend` an earlier create may have been taken, whatever becomes of this one.
  const isFirst = step !== 'resend';
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'follow', upstreamTaskId: outcome.upstreamTaskId };
    case 'duplicate':
      return {
        kind: 'go',
        step: 'look-up',
        wasNotTaken: false,
        problem: taskProblem('submit-taken', outcome.problem.upstream),
      };
    case 'ambiguous':
      return { kind: 'go', step: 'reconcile', wasNotTaken: false, problem: askedFirst(outcome.problem) };
    case 'refused':
      return isFirst
        ? { kind: 'end', status: 'failed', problem: outcome.problem, wasNotTaken: true }
        : { kind: 'end', status: 'uncertain', problem: inDoubt(outcome.problem), wasNotTaken: false };
    case 'retry-later': {
      const problem = isFirst ? triedForNothing(outcome.problem, provider) : outcome.problem;
      const wait = {
        kind: 'wait',
        problem,
        retryAfterMs: outcome.retryAfterMs,
        wasNotTaken: isFirst,
        told: null,
      } as const;
      if (elapsedMs <= RETRY_LIMITS.busyMs) return wait;
      return isFirst
        ? { kind: 'end', status: 'failed', problem: retryLater(problem), wasNotTaken: true }
        : { kind: 'end', status: 'uncertain', problem: inDoubt(problem), wasNotTaken: false };
    }
  }
}

interface LookUpAnswered {
  readonly found: FindOutcome;
  /** Since the step was entered. */
  readonly elapsedMs: number;
  /** Since the last create left. */
  readonly sinceSentMs: number;
  /** For how long nothing has been said but that it is not there; 0 where that is said for the first time, or is not. */
  readonly deniedForMs: number;
  /** How long a task that was taken may take to be found. */
  readonly graceMs: number;
  readonly refusesRepeats: boolean;
  /** Whether a further question may tell. */
  readonly mayFindByName: boolean;
  readonly provider: Pick<Provider, 'description'>;
}

/** After a submit was looked up, in the step `reconcile`, `look-up` or `submit-anew`. */
export function afterLookUp(state: SubmitState, answered: LookUpAnswered): SubmitDecision {
  const { found } = answered;
  if (found.kind === 'found') return { kind: 'follow', upstreamTaskId: found.upstreamTaskId };
  // Nothing of ours is out there as far as anybody knows: that was asked to be sure, and trouble is no answer.
  if (state.sentAt === null && state.step === 'reconcile') {
    if (found.kind !== 'retry-later') return { kind: 'go', step: 'submit', wasNotTaken: true, problem: null };
    if (answered.elapsedMs < RETRY_LIMITS.busyMs) return lookAgain(state, answered);
    return { kind: 'end', status: 'uncertain', problem: inDoubt(found.problem), wasNotTaken: false };
  }
  if (isWorthAsking(state, answered)) return lookAgain(state, answered);
  if (state.step === 'submit-anew') return { kind: 'anew' };
  return state.step === 'reconcile' ? reconcileUnknown(state, answered) : endLookUp(state, answered);
}

/** Trouble passes, and a task may be late in appearing; whoever wants it anew is not made to wait for that. */
function isWorthAsking(state: SubmitState, answered: LookUpAnswered): boolean {
  if (answered.found.kind === 'retry-later') return answered.elapsedMs < RETRY_LIMITS.doubtMs;
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
  if (isDenial(found)) return believedInMs(answered) > 0;
  return unclearAnswers(state, answered) < RETRY_LIMITS.maxUnclear;
}

/** Answers that proved nothing since no task can be late any longer, this one among them unless it says «not there». */
function unclearAnswers(
  { step, polls }: SubmitState,
  { found, elapsedMs, sinceSentMs, graceMs }: LookUpAnswered,
): number {
  if ((step === 'reconcile' ? elapsedMs : sinceSentMs) < graceMs) return 0;
  return isDenial(found) ? polls : polls + 1;
}

/** Said to be not there, by a provider that is known to find what it has. */
function isDenial(found: FindOutcome): boolean {
  return found.kind === 'not-found' && found.isConclusive;
}

/** How much longer a denial has to be all that is said: a single one may be wrong, and what follows from it may cost. */
function believedInMs({ deniedForMs, graceMs }: LookUpAnswered): number {
  return Math.min(graceMs, RETRY_LIMITS.deniedMs) - deniedForMs;
}

/**
 * How much longer a task that was taken may be late in appearing, and how much longer the pause is before it may be
 * sent again. Where a repeat is refused, lateness is not waited for: sent again, it costs nothing and tells.
 */
function patienceMs(
  { step, doubts }: SubmitState,
  { found, elapsedMs, sinceSentMs, graceMs, refusesRepeats, mayFindByName }: LookUpAnswered,
): number {
  if (step !== 'reconcile') return graceMs - sinceSentMs;
  const maySend = doubts < RETRY_LIMITS.maxDoubts;
  if (maySend && refusesRepeats) return pauseMs(doubts) - elapsedMs;
  if (maySend && isDenial(found)) return Math.max(graceMs, pauseMs(doubts)) - elapsedMs;
  return graceMs + (mayFindByName && !isDenial(found) ? RETRY_LIMITS.unclearMs : 0) - elapsedMs;
}

/** A submit whose outcome is not known, once asking has told all it can. */
function reconcileUnknown(state: SubmitState, answered: LookUpAnswered): SubmitDecision {
  const { found, elapsedMs, graceMs, refusesRepeats, mayFindByName, provider } = answered;
  const maySend = state.doubts < RETRY_LIMITS.maxDoubts;
  if (isDenial(found) && believedInMs(answered) <= 0 && elapsedMs >= graceMs) {
    if (maySend) return { kind: 'go', step: 'submit', wasNotTaken: true, problem: null };
    const problem = sentInVain(present(state), { doubts: state.doubts, provider });
    return { kind: 'end', status: 'failed', problem, wasNotTaken: true };
  }
  if (refusesRepeats && maySend) return { kind: 'go', step: 'resend', wasNotTaken: false, problem: null };
  const upstream = present(state)?.upstream ?? ('problem' in found ? found.problem.upstream : null);
  const doubt = taskProblem('submit-uncertain', upstream);
  const problem = mayFindByName ? askedOn(doubt) : doubt;
  return { kind: 'end', status: 'uncertain', problem, wasNotTaken: false };
}

/**
 * Somebody looked again, or a refused repeat proved that it was taken: what cannot be found stays in doubt, unless it
 * is surely not there.
 */
function endLookUp(state: SubmitState, answered: LookUpAnswered): SubmitDecision {
  const { found, provider } = answered;
  const taken = present(state)?.code === 'submit-taken' ? present(state) : null;
  if (taken !== null) return { kind: 'end', status: 'uncertain', problem: taken, wasNotTaken: false };
  if (isDenial(found) && believedInMs(answered) <= 0) {
    return { kind: 'end', status: 'failed', problem: notTaken(provider), wasNotTaken: true };
  }
  const problem = 'problem' in found ? inDoubt(found.problem) : taskProblem('submit-not-found', null);
  return { kind: 'end', status: 'uncertain', problem, wasNotTaken: false };
}

/** The first reason of the doubt stays on show: that the look-up waits is only its consequence. */
function lookAgain(state: SubmitState, answered: LookUpAnswered): SubmitDecision {
  const { found } = answered;
  const own = 'problem' in found ? found.problem : taskProblem('submit-looking-up', null);
  const problem = present(state) ?? own;
  if (found.kind === 'retry-later') {
    return { kind: 'wait', problem, retryAfterMs: found.retryAfterMs, wasNotTaken: false, told: null };
  }
  // At a steady pace first, more rarely in a long pause, and once more just when it is over.
  const isDenied = isDenial(found);
  const leftMs = Math.max(patienceMs(state, answered), isDenied ? believedInMs(answered) : 0);
  const everyMs = Math.max(RETRY_LIMITS.lookEveryMs, Math.round(answered.elapsedMs / 10));
  const retryAfterMs = leftMs > 0 ? Math.min(everyMs, leftMs) : everyMs;
  const told = { unclear: unclearAnswers(state, answered), isDenied };
  return { kind: 'wait', problem, retryAfterMs, wasNotTaken: false, told };
}

function present({ waiting }: SubmitState): TaskProblem | null {
  if (waiting === null) return null;
  const { until: _until, ...problem } = waiting;
  return problem;
}
