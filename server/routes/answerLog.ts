import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import { loggedPath } from './loggedPath.ts';
import type { MetricsDeps } from './metrics.ts';
import type { RouteEnv } from './routeContext.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Gives each request an id and a logger of its own; counts and logs its answer. */
export function answerLog({
  logger: parent,
  metrics,
}: Pick<MetricsDeps, 'metrics'> & { logger: Logger }): MiddlewareHandler<RouteEnv> {
  return async (context, next) => {
    const requestId = randomUUID();
    const logger = parent.child({ requestId });
    const startedAt = performance.now();
    context.set('requestId', requestId);
    context.set('logger', logger);
    await next();
    context.header('X-Request-Id', requestId);
    const { method } = context.req;
    const path = loggedPath(context.req.path);
    const { status } = context.res;
    const elapsedMs = Math.round(performance.now() - startedAt);
    metrics.answered({ method, route: routePath(context), status, elapsedMs });
    const entry = { method, path, status, elapsedMs, person: context.get('person') };
    // What changes something is worth a line; who only looks is not.
    if (SAFE_METHODS.has(method)) logger.debug(entry, 'Answered.');
    else logger.info(entry, 'Answered.');
  };
}
