import { type ProblemCode, problemDetail, problemStatus } from '../domain/problem.ts';

/** For tests: what the relay answers with a problem, and when it lifts, where it tells that. */
export function sampleProblem(
  code: ProblemCode,
  { liftsAt }: { liftsAt?: string | undefined } = {},
): Response {
  const status = problemStatus(code);
  const problem = { type: 'about:blank', title: 'T', detail: problemDetail(code), requestId: 'r' };
  return Response.json({ ...problem, code, status, liftsAt }, { status });
}
