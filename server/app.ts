import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { Logger } from 'pino';
import { ProblemError } from '../src/domain/problem.ts';
import { type RateLimitParts, rateLimits } from './access/rateLimits.ts';
import { type OwnAddress, requestGuard } from './access/requestGuard.ts';
import { answerError, answerProblem } from './routes/answerProblem.ts';
import { builtAppRoutes } from './routes/builtApp.ts';
import { type CallbackParts, callbackRoutes } from './routes/callbacks.ts';
import { type ConfigParts, configRoutes } from './routes/config.ts';
import { type DiskRoomParts, diskRoom } from './routes/diskRoom.ts';
import { type HealthParts, healthRoutes } from './routes/health.ts';
import { type MetricsParts, metricsRoutes } from './routes/metrics.ts';
import { openApiRoutes } from './routes/openApi.ts';
import { type ProviderParts, providerRoutes } from './routes/providers.ts';
import { type ResultParts, resultRoutes } from './routes/results.ts';
import type { RouteEnv } from './routes/routeContext.ts';
import { type SessionParts, sessionRoutes } from './routes/session.ts';
import { type SourceParts, sourceRoutes } from './routes/sources.ts';
import { type TaskParts, taskRoutes } from './routes/tasks.ts';

export interface AppParts
  extends OwnAddress,
    SessionParts,
    SourceParts,
    TaskParts,
    ResultParts,
    ConfigParts,
    ProviderParts,
    CallbackParts,
    DiskRoomParts,
    RateLimitParts,
    MetricsParts,
    HealthParts {
  readonly logger: Logger;
  /** Where the built app is, if it was built. */
  readonly builtAppDir: string;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Everything that the relay answers to, without a server around it. */
export function createApp(parts: AppParts): Hono<RouteEnv> {
  const app = new Hono<RouteEnv>();

  app.use(async (context, next) => {
    const requestId = randomUUID();
    const logger = parts.logger.child({ requestId });
    const startedAt = performance.now();
    context.set('requestId', requestId);
    context.set('logger', logger);
    await next();
    context.header('X-Request-Id', requestId);
    const { method, path } = context.req;
    const { status } = context.res;
    const elapsedMs = Math.round(performance.now() - startedAt);
    parts.metrics.answered({ method, route: routePath(context), status, elapsedMs });
    const entry = { method, path, status, elapsedMs, person: context.get('person') };
    // What changes something is worth a line; who only looks is not.
    if (SAFE_METHODS.has(method)) logger.debug(entry, 'Answered.');
    else logger.info(entry, 'Answered.');
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        scriptSrc: ["'self'"],
        // Components place things through the style object, which is not inline style.
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
      // The relay speaks plain HTTP on this machine; whoever puts TLS in front decides this.
      strictTransportSecurity: false,
    }),
  );
  app.use(requestGuard(parts));

  const api = new Hono<RouteEnv>();
  api.use(async (context, next) => {
    await next();
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  });
  // What anybody may ask comes first, in front of the sign-in.
  api.route('/', healthRoutes(parts));
  api.route('/openapi.json', openApiRoutes());
  api.route('/session', sessionRoutes(parts));
  api.route('/callbacks', callbackRoutes(parts));
  api.use(parts.signIn.required);
  api.use(rateLimits(parts));
  for (const taken of ['/sources', '/sources/from-url', '/tasks']) api.post(taken, diskRoom(parts));
  api.route('/sources', sourceRoutes(parts));
  api.route('/tasks', taskRoutes(parts));
  api.route('/results', resultRoutes(parts));
  api.route('/config', configRoutes(parts));
  api.route('/providers', providerRoutes(parts));
  api.all('*', (context) => answerProblem(context, new ProblemError('not-found')));
  app.route('/api', api);
  app.use('/metrics', parts.signIn.required);
  app.route('/metrics', metricsRoutes(parts));
  app.route('/', builtAppRoutes(parts.builtAppDir));

  app.notFound((context) => answerProblem(context, new ProblemError('not-found')));
  app.onError(answerError);
  return app;
}
