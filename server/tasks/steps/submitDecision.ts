import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
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
      /** How much later; a little after a doubt, else at once, where nothing is said. */
      readonly delayMs?: number;
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

type Told = Extract<SubmitDecision, { kind: 'wait' }>['told'];
/** Since when the answers in a row, up to the last one, say that it is not there, or that there is trouble. */
type Heard = Pick<StoredTask, 'deniedAt' | 'troubleSince'>;

/** What a row keeps of an answer. Trouble is no answer: what is said before and after it is not said in a row. */
export function heard({ deniedAt, troubleSince }: Heard, told: Told, now: Date) {
  if (told === null) return { deniedAt: null, troubleSince: troubleSince ?? now };
  return { polls: told.unclear, deniedAt: told.isDenied ? (deniedAt ?? now) : null, troubleSince: null };
}

/** What was heard before a time in which nobody asked (no relay ran, the machine slept) is nothing in a row. */
export function heardInTime<T extends Heard & Pick<StoredTask, 'dueAt'>>(task: T, now: Date): T {
  const lateMs = now.getTime() - (task.dueAt ?? now).getTime();
  return lateMs <= RETRY_LIMITS.lateMs ? task : { ...task, deniedAt: null, troubleSince: null };
}

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
  readonly provider: Pick<Provider, 'description'>;
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
  const { found, elapsedMs, refusesRepeats, mayFindByName, provider } = answered;
  const maySend = state.doubts < RETRY_LIMITS.maxDoubts;
  if (isSurelyNotThere(state, answered)) {
    if (maySend) return sendAfterPause(state, elapsedMs);
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
  const { found, provider } = answered;
  const taken = present(state)?.code === 'submit-taken' ? present(state) : null;
  if (taken !== null) return { kind: 'end', status: 'uncertain', problem: taken, wasNotTaken: false };
  if (isSurelyNotThere(state, answered)) {
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
