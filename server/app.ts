import { Hono } from 'hono';
import type { Logger } from 'pino';
import { ProblemError } from '../src/domain/problem.ts';
import { type RateLimitDeps, rateLimits } from './access/rateLimits.ts';
import { type OwnAddress, requestGuard } from './access/requestGuard.ts';
import { securityHeaders } from './access/securityHeaders.ts';
import { answerLog } from './routes/answerLog.ts';
import { answerError, answerProblem } from './routes/answerProblem.ts';
import { builtAppRoutes } from './routes/builtApp.ts';
import { type CallbackDeps, callbackRoutes } from './routes/callbacks.ts';
import { type ConfigDeps, configRoutes } from './routes/config.ts';
import { type DeliveryDeps, deliveryRoutes } from './routes/deliveries.ts';
import { type DiskRoomDeps, diskRoom } from './routes/diskRoom.ts';
import { aliveRoute, type HealthDeps, readyRoute } from './routes/health.ts';
import { type LedgerDeps, ledgerRoutes } from './routes/ledger.ts';
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

/** Everything that the relay answers to, without a server around it. */
export function createApp(parts: AppDeps): Hono<RouteEnv> {
  const app = new Hono<RouteEnv>();
  app.use(answerLog(parts));
  app.use(securityHeaders());
  app.route('/api/health', aliveRoute());
  app.use(requestGuard(parts));
  app.route('/api', apiRoutes(parts));
  app.use('/metrics', parts.signIn.required);
  app.route('/metrics', metricsRoutes(parts));
  app.route('/', builtAppRoutes(parts.builtAppDir));

  app.notFound((context) => answerProblem(context, new ProblemError('not-found')));
  app.onError(answerError);
  return app;
}

/** Everything below `/api` but the sign of life. */
function apiRoutes(parts: AppDeps): Hono<RouteEnv> {
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
  return api;
}
