import type { Context, ErrorHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../../src/domain/contract.ts';
import { ProblemError, problemStatus, problemTitle } from '../../src/domain/problem.ts';
import { storageTrouble } from '../images/storageTrouble.ts';
import type { RouteEnv } from './routeContext.ts';

/** The one place where an error becomes an answer: problem details as in RFC 9457. */
export const answerError: ErrorHandler<RouteEnv> = (error, context) => {
  const problem = asProblem(error, context.req.raw.signal.aborted);
  const logger = context.get('logger');
  const entry = { err: error, method: context.req.method, path: context.req.path, code: problem.code };
  if (problemStatus(problem.code) >= 500) logger.error(entry, 'A request failed.');
  else logger.debug(entry, 'A request was refused.');
  return answerProblem(context, problem);
};

export function answerProblem(context: Context<RouteEnv>, problem: ProblemError): Response {
  const status = problemStatus(problem.code);
  const body: Problem = {
    type: `urn:outframe:problem:${problem.code}`,
    title: problemTitle(problem.code),
    status,
    detail: problem.detail,
    code: problem.code,
    requestId: context.get('requestId'),
    ...(problem.liftsAt === undefined ? {} : { liftsAt: problem.liftsAt.toISOString() }),
    ...(problem.errors.length > 0 ? { errors: [...problem.errors] } : {}),
  };
  return context.body(JSON.stringify(body), status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(problem.liftsAt === undefined ? {} : { 'Retry-After': secondsUntil(problem.liftsAt) }),
  });
}

function secondsUntil(moment: Date): string {
  return String(Math.max(1, Math.ceil((moment.getTime() - Date.now()) / 1000)));
}

function asProblem(error: unknown, isGivenUp: boolean): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isGivenUp) return new ProblemError('request-broken-off', { cause: error });
  return new ProblemError(storageTrouble(error) ?? 'internal', { cause: error });
}
