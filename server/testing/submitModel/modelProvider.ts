import { findOutcome, submitOutcome, unfoundOutcome } from '../../providers/kling/klingOutcome.ts';
import type { FindOutcome, SubmitOutcome } from '../../providers/Provider.ts';
import { RETRY_LIMITS } from '../../tasks/steps/retryPolicy.ts';
import { CREATE_ANSWERS, DUPLICATES, LOOK_UP_ANSWERS, OURS } from '../dialectAnswers.ts';

/*
 * The provider of a modelled submit: what is true there, and what its answers say.
 */

/** Longer than a denial has to last to be believed, so that each of the two is seen to count. */
export const GRACE_MS = 2 * RETRY_LIMITS.deniedMs;

/** All of them read once. */
export const CREATE_OUTCOMES = CREATE_ANSWERS.map(({ answer, took }) => ({
  outcome: submitOutcome(answer),
  took,
}));
const DUPLICATE_OUTCOMES = DUPLICATES.map(submitOutcome);
const asked = (answers: (typeof LOOK_UP_ANSWERS)[keyof typeof LOOK_UP_ANSWERS]) =>
  answers.map((answer) => findOutcome(answer, OURS));
export const LOOK_UPS = {
  there: asked(LOOK_UP_ANSWERS.there),
  notThere: asked(LOOK_UP_ANSWERS.notThere),
  either: asked(LOOK_UP_ANSWERS.either),
};

/** What is true of it, what the relay knows, and what it has done so far. */
export interface World {
  readonly refusesRepeats: boolean;
  readonly findsByName: boolean;
  /** What the relay knows of these, never more than is true. */
  readonly knowsRepeats: boolean;
  knowsFinding: boolean;
  readonly mayFind: boolean;
  /** Under the present name, and under whichever it was most often. */
  charged: number;
  mostCharged: number;
  takenAtMs: number;
  /** Since when it says wrongly, and nothing else, that it has no such task; null while it tells the truth. */
  lyingSinceMs: number | null;
  /** What should not have happened on the way. */
  wrong: string | null;
}

/** What it says when it is asked once, as far as it may. */
export interface ProviderTurn {
  readonly answer: number;
  readonly took: boolean;
  /** What a look-up gets: one of those that tell the truth, or one that may always come. */
  readonly lookUp: number;
  readonly isTrue: boolean;
  /** Says that it is not there although it is; see `isLying`. */
  readonly lies: boolean;
}

/** What surely did not arrive, or was lost on the way, is no answer to a repeat. */
export const isAnswered = (outcome: SubmitOutcome) =>
  outcome.kind !== 'ambiguous' || outcome.problem.upstream?.httpStatus != null;

export function create(world: World, { answer, took }: ProviderTurn, nowMs: number): SubmitOutcome {
  const drawn = CREATE_OUTCOMES[answer];
  if (drawn === undefined) throw new Error('There is no such answer.');
  const isTaken = drawn.took.includes(took) ? took : drawn.took[0];
  if (isTaken && world.charged > 0 && world.refusesRepeats) {
    const refused = DUPLICATE_OUTCOMES[answer % DUPLICATE_OUTCOMES.length];
    return refused !== undefined && isAnswered(drawn.outcome) ? refused : drawn.outcome;
  }
  if (isTaken) {
    world.charged += 1;
    world.mostCharged = Math.max(world.mostCharged, world.charged);
    world.takenAtMs = nowMs;
  }
  return drawn.outcome;
}

/**
 * Whether a provider in trouble says wrongly that it has no such task: for less than a minute at a time, and as long as
 * that nothing wrong after it. Any other answer, be it that it has trouble, may begin that anew.
 */
function isLying(world: World, lies: boolean, nowMs: number): boolean {
  const forMs = nowMs - (world.lyingSinceMs ?? nowMs);
  const mustBeHonest = forMs >= RETRY_LIMITS.deniedMs && forMs < 2 * RETRY_LIMITS.deniedMs;
  const isLie = lies && !mustBeHonest;
  if (!isLie) world.lyingSinceMs = null;
  else if (world.lyingSinceMs === null || forMs >= RETRY_LIMITS.deniedMs) world.lyingSinceMs = nowMs;
  return isLie;
}

/** A task that was taken is found within the grace, by whoever finds by name. */
export function find(
  world: World,
  { lookUp, isTrue, took, lies }: ProviderTurn,
  { nowMs, isHinted }: { readonly nowMs: number; readonly isHinted: boolean },
): FindOutcome {
  const isVisible = nowMs - world.takenAtMs >= GRACE_MS || took;
  const isLie = isLying(world, lies && isTrue, nowMs);
  const isThere = world.charged > 0 && (world.findsByName || isHinted) && isVisible && !isLie;
  const answers = !isTrue ? LOOK_UPS.either : isThere ? LOOK_UPS.there : LOOK_UPS.notThere;
  const one = answers[lookUp % answers.length];
  if (one === undefined) throw new Error('There is no such answer.');
  if (one.kind === 'found') return one;
  return unfoundOutcome(one, { findsExternalId: world.knowsFinding, isHinted });
}
