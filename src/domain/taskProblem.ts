import type { TaskProblem, UpstreamReply } from './contract/problem.ts';
import { type ProblemCode, problemDetail } from './problem.ts';

/** Why a task failed, with its code's sentence and what the provider answered, if it did. */
export function taskProblem(code: ProblemCode, upstream: UpstreamReply | null): TaskProblem {
  return { code, detail: problemDetail(code), upstream };
}
