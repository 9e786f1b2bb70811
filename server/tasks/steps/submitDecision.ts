import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import type { Provider, SubmitOutcome } from '../../providers/Provider.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { askedFirst, inDoubt, lookedFor, retryLater, triedForNothing } from './chargeMessages.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';

/*
 * What a submit does next, by what is proven. Pure, so that every answer of every dialect can be tried against every
 * moment of a crash: no course of it may charge twice unless a person chose to submit anew.
 *
 *             lost, cut, 5xx, crash                found
 *   submit ────────────────────────▶ reconcile ──────────▶ (followed)
 *     ▲  │                            │  │  │ ▲
 *     │  └─▶ (followed), failed       │  │  │ └── denied soon, as announced; see `askAgain`
 *     └───────────────────────────────┘  │  └───▶ uncertain: nothing is proven
 *       surely no such task              └─▶ resend: repeats are refused here
 *
 *   look-up: asks, sends nothing          submit-anew: asks, then sends under a new name
 *   uncertain: asked for now and then; found, it is followed, and else failed or as it was
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

interface CreateAnswered {
  readonly outcome: SubmitOutcome;
  /** Since the step was entered. */
  readonly elapsedMs: number;
  readonly provider: Pick<Provider, 'description'>;
}

/** After a create was sent, in the step `submit` or `resend`. */
export function afterCreate(
  { step }: Pick<StoredTask, 'step'>,
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
        problem: lookedFor(outcome.problem.upstream),
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
