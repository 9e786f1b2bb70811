import type { Task } from './contract/task.ts';
import type { ProblemCode } from './problem.ts';

/**
 * What a step's picture may lack, so that the steps after it are not sent. The picture is kept and paid for: asked for
 * again, the same one comes.
 */
export const SHAPE_PROBLEMS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'bottom-ignored',
  'aspect-mismatch',
]);

interface Ended {
  readonly status: Task['status'];
  readonly problemCode: ProblemCode | null;
}

/** Whether trying an ended task again may come to something else. It never costs twice. */
export function isRetryable({ status, problemCode }: Ended): boolean {
  if (status === 'failed') return problemCode === null || !SHAPE_PROBLEMS.has(problemCode);
  return status === 'cancelled' || status === 'uncertain';
}

/** What trying an ended task again is called; null where there is nothing to try again. */
export function retryLabel({ status, problem }: Pick<Task, 'status' | 'problem'>): string | null {
  if (!isRetryable({ status, problemCode: problem?.code ?? null })) return null;
  return status === 'uncertain' ? 'Look again' : 'Retry';
}

/** What the provider or something before it declines as it is: sent again unchanged, it is declined again. */
const DECLINED: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['upstream-policy', 'upstream-blocked']);

/** Whether an ended task comes to something only with another prompt or image, so that changing it is offered first. */
export function wantsChange({ status, problem }: Pick<Task, 'status' | 'problem'>): boolean {
  return status === 'failed' && problem !== null && DECLINED.has(problem.code);
}
