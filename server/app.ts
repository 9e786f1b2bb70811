import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { Logger } from 'pino';
import { ProblemError } from '../src/domain/problem.ts';
import { type RateLimitDeps, rateLimits } from './access/rateLimits.ts';
import { type OwnAddress, requestGuard } from './access/requestGuard.ts';
import { answerError, answerProblem } from './routes/answerProblem.ts';
import { builtAppRoutes } from './routes/builtApp.ts';
import { type CallbackDeps, callbackRoutes } from './routes/callbacks.ts';
import { type ConfigDeps, configRoutes } from './routes/config.ts';
import { type DeliveryDeps, deliveryRoutes } from './routes/deliveries.ts';
import { type DiskRoomDeps, diskRoom } from './routes/diskRoom.ts';
import { aliveRoute, type HealthDeps, readyRoute } from './routes/health.ts';
import { type LedgerDeps, ledgerRoutes } from './routes/ledger.ts';
import { loggedPath } from './routes/loggedPath.ts';
import { type MetricsDeps, metricsRoutes } from './routes/metrics.ts';
import { type OfferDeps, offerRoutes } from './routes/offers.ts';
import { openApiRoutes } from './routes/openApi.ts';
import { type ProviderDeps, providerRoutes } from './routes/providers.ts';
import { type ResultDeps, resultRoutes } from './routes/results.ts';
import type { RouteEnv } from './routes/routeContext.ts';
import { type SessionDeps, sessionRoutes } from './routes/session.ts';
import { type SourceDeps, sourceRoutes } from './routes/sources.ts';
import { taskDetailsRoutes } from './routes/taskDetails.ts';
import { type TaskDeps, taskRoutes } from './routes/tasks.ts';

export interface AppDeps
  extends OwnAddress,
    SessionDeps,
    SourceDeps,
    OfferDeps,
    TaskDeps,
    ResultDeps,
    DeliveryDeps,
    ConfigDeps,
    ProviderDeps,
    LedgerDeps,
    CallbackDeps,
    DiskRoomDeps,
    RateLimitDeps,
    MetricsDeps,
    HealthDeps {
  readonly logger: Logger;
  /** Where the built app is, if it was built. */
  readonly builtAppDir: string;
}

/** What brings files. */
const TAKING_IN = [
  '/sources',
  '/sources/from-url',
  '/offers',
  '/offers/from-url',
  '/offers/:id/take',
  '/tasks',
];
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Everything that the relay answers to, without a server around it. */
export function createApp(parts: AppDeps): Hono<RouteEnv> {
  const app = new Hono<RouteEnv>();

  app.use(async (context, next) => {
    const requestId = randomUUID();
    const logger = parts.logger.child({ requestId });
    const startedAt = performance.now();
    context.set('requestId', requestId);
    context.set('logger', logger);
    await next();
    context.header('X-Request-Id', requestId);
    const { method } = context.req;
    const path = loggedPath(context.req.path);
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
        // Drafts are made by WebAssembly, in a worker. Scripts from text stay forbidden.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
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
  app.route('/api/health', aliveRoute());
  app.use(requestGuard(parts));

  const api = new Hono<RouteEnv>();
  api.use(async (context, next) => {
    await next();
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  });
  // What anybody may ask comes first, in front of the sign-in.
  api.route('/ready', readyRoute(parts));
  api.route('/openapi.json', openApiRoutes());
  api.route('/session', sessionRoutes(parts));
  api.route('/callbacks', callbackRoutes(parts));
  api.use(parts.signIn.required);
  api.use(rateLimits(parts));
  for (const taken of TAKING_IN) api.post(taken, diskRoom(parts));
  api.route('/sources', sourceRoutes(parts));
  api.route('/offers', offerRoutes(parts));
  api.route('/tasks', taskRoutes(parts));
  api.route('/tasks', taskDetailsRoutes(parts));
  api.route('/results', resultRoutes(parts));
  api.route('/results', deliveryRoutes(parts));
  api.route('/config', configRoutes(parts));
  api.route('/providers', providerRoutes(parts));
  api.route('/ledger', ledgerRoutes(parts));
  api.all('*', (context) => answerProblem(context, new ProblemError('not-found')));
  app.route('/api', api);
  app.use('/metrics', parts.signIn.required);
  app.route('/metrics', metricsRoutes(parts));
  app.route('/', builtAppRoutes(parts.builtAppDir));

  app.notFound((context) => answerProblem(context, new ProblemError('not-found')));
  app.onError(answerError);
  return app;
}
