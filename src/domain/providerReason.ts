import type { TaskProblem } from './contract/problem.ts';
import type { ProblemCode } from './problem.ts';

/** Problems whose own sentence says no more than that the provider gives a reason. */
const WITH_REASON: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'upstream-refused',
  'upstream-task-failed',
]);

/** The provider's own words, where they are what a person has to know of a problem; else null. */
export function providerReason({ code, upstream }: TaskProblem): string | null {
  return WITH_REASON.has(code) ? (upstream?.message ?? null) : null;
}
