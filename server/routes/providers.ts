import { Hono } from 'hono';
import { type ProviderName, providerNameSchema } from '../../src/domain/contract.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Provider } from '../providers/Provider.ts';
import type { ProviderGate } from '../tasks/providerGate.ts';
import type { RouteEnv } from './routeContext.ts';

export interface ProviderParts {
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly gate: ProviderGate;
}

export function providerRoutes({ providers, gate }: ProviderParts): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();
  // Somebody has mended the key or the account and does not want to wait for the next try.
  routes.post('/:name/try', async (context) => {
    const name = providerNameSchema.safeParse(context.req.param('name'));
    if (!name.success || !providers.has(name.data)) throw new ProblemError('not-found');
    await gate.tryNow(name.data);
    return context.body(null, 204);
  });
  return routes;
}
