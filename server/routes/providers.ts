import { Hono } from 'hono';
import { type ProviderName, providerNameSchema } from '../../src/domain/contract/provider.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { BalanceTeller } from '../providers/balances.ts';
import type { Provider } from '../providers/Provider.ts';
import type { CircuitBreaker } from '../tasks/admission/circuitBreaker.ts';
import type { TaskReader } from '../tasks/rows/taskReader.ts';
import type { RouteEnv } from './routeContext.ts';

export interface ProviderDeps {
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly circuitBreaker: CircuitBreaker;
  readonly reader: TaskReader;
  readonly balances: BalanceTeller;
}

export function providerRoutes({
  providers,
  circuitBreaker,
  reader,
  balances,
}: ProviderDeps): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();
  routes.get('/times', async (context) =>
    context.json({ times: await reader.providerTimes(providers.keys()) }),
  );
  routes.get('/balances', async (context) => context.json({ balances: await balances.tell() }));
  // Somebody has mended the key or the account and does not want to wait for the next try.
  routes.post('/:name/try', async (context) => {
    const name = providerNameSchema.safeParse(context.req.param('name'));
    if (!name.success || !providers.has(name.data)) throw new ProblemError('not-found');
    await circuitBreaker.probeNow(name.data);
    return context.body(null, 204);
  });
  return routes;
}
