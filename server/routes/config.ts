import { Hono } from 'hono';
import type { Config } from '../../src/domain/contract/config.ts';
import type { ProviderName } from '../../src/domain/contract/provider.ts';
import type { Provider } from '../providers/Provider.ts';
import type { CircuitBreaker } from '../tasks/admission/circuitBreaker.ts';
import type { RouteEnv } from './routeContext.ts';

export interface ConfigDeps {
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly circuitBreaker: CircuitBreaker;
  readonly defaultProvider: ProviderName;
  readonly pricePerImage: string | null;
  readonly retentionDays: number | null;
}

export function configRoutes(parts: ConfigDeps): Hono<RouteEnv> {
  return new Hono<RouteEnv>().get('/', (context) => context.json(configOf(parts, context.get('person'))));
}

function configOf(
  { providers, circuitBreaker, defaultProvider, pricePerImage, retentionDays }: ConfigDeps,
  person: string | null,
): Config {
  return {
    providers: [...providers.values()].map(({ description }) => ({
      ...{ reachesAnyFrame: false, ...description },
      stopped: stopped(circuitBreaker, description.name),
    })),
    defaultProvider,
    pricePerImage,
    retentionDays,
    person,
  };
}

function stopped(circuitBreaker: CircuitBreaker, name: ProviderName): Config['providers'][number]['stopped'] {
  const stop = circuitBreaker.stopOf(name);
  if (stop === null) return null;
  const { problem, since, nextTryAt } = stop;
  return { problem, since: since.toISOString(), nextTryAt: nextTryAt.toISOString() };
}
