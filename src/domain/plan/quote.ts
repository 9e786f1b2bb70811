import type { Expansion } from '../expansion.ts';
import type { ProblemCode } from '../problem.ts';
import type { Size } from '../side.ts';
import { planFor } from './plan.ts';

/** What a frame takes before anybody pays for it. */
export type Quote =
  | {
      readonly problem: null;
      /** Requests, one after the other. */
      readonly steps: number;
      /** What a task has to agree to; more than `steps` where its provider needs none. */
      readonly maxSteps: number;
    }
  /** No plan reaches it. */
  | { readonly problem: ProblemCode };

/** @param reachesAnyFrame the provider needs no steps */
export function quoteFor(
  size: Size,
  expansion: Expansion,
  { reachesAnyFrame }: { reachesAnyFrame: boolean },
): Quote {
  const { problem, steps } = planFor(size, expansion);
  if (problem !== null) return { problem };
  return { problem: null, steps: reachesAnyFrame ? 1 : steps.length, maxSteps: steps.length };
}

/** Images that are paid for: each step before the last one makes one, the last one as many as were asked for. */
export function imagesPaid(steps: number, n: number): number {
  return steps - 1 + n;
}
