import type { TaskProblem } from './contract/problem.ts';
import type { ProblemCode } from './problem.ts';

/** Problems whose own sentence says no more than that the provider gives a reason. */
const WITH_REASON: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'upstream-refused',
  'upstream-task-failed',
]);

/** A sentence with the provider's own words, where they are what a person has to know of a problem; else null. */
export function providerReason({ code, upstream }: TaskProblem): string | null {
  const words = WITH_REASON.has(code) ? (upstream?.message ?? null) : null;
  return words === null ? null : `The provider’s reason: ${words}`;
}
