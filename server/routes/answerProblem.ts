import type { Context, ErrorHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../../src/domain/contract/problem.ts';
import { ProblemError, problemStatus, problemTitle } from '../../src/domain/problem.ts';
import { isDatabaseAway } from '../database/databaseError.ts';
import { storageErrorCode } from '../storage/storageError.ts';
import { loggedPath } from './loggedPath.ts';
import type { RouteEnv } from './routeContext.ts';

/** The one place where an error becomes an answer: problem details as in RFC 9457. */
export const answerError: ErrorHandler<RouteEnv> = (error, context) => {
  const problem = asProblem(error, context.req.raw.signal.aborted);
  const logger = context.get('logger');
  const entry = {
    err: error,
    method: context.req.method,
    path: loggedPath(context.req.path),
    code: problem.code,
  };
  if (problemStatus(problem.code) >= 500) logger.error(entry, 'A request failed.');
  else logger.debug(entry, 'A request was refused.');
  return answerProblem(context, problem);
};

export function answerProblem(context: Context<RouteEnv>, problem: ProblemError): Response {
  return context.newResponse(...problemBody(problem, context.get('requestId')));
}

/** The body of an answer, and what goes with it. */
export function problemBody(problem: ProblemError, requestId: string) {
  const status = problemStatus(problem.code);
  const body: Problem = {
    type: `urn:outframe:problem:${problem.code}`,
    title: problemTitle(problem.code),
    status,
    detail: problem.detail,
    code: problem.code,
    requestId,
    ...(problem.liftsAt === undefined ? {} : { liftsAt: problem.liftsAt.toISOString() }),
    ...(problem.errors.length > 0 ? { errors: [...problem.errors] } : {}),
  };
  const headers: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(problem.liftsAt === undefined ? {} : { 'Retry-After': secondsUntil(problem.liftsAt) }),
  };
  return [JSON.stringify(body), { status: status as ContentfulStatusCode, headers }] as const;
}

function secondsUntil(moment: Date): string {
  return String(Math.max(1, Math.ceil((moment.getTime() - Date.now()) / 1000)));
}

function asProblem(error: unknown, isGivenUp: boolean): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isGivenUp) return new ProblemError('request-broken-off', { cause: error });
  const code = storageErrorCode(error) ?? (isDatabaseAway(error) ? 'database-unavailable' : 'internal');
  return new ProblemError(code, { cause: error });
}
