import { Hono } from 'hono';
import type { Config, ProviderName } from '../../src/domain/contract.ts';
import type { Provider } from '../providers/Provider.ts';
import type { ProviderGate } from '../tasks/providerGate.ts';
import type { RouteEnv } from './routeContext.ts';

export interface ConfigParts {
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly gate: ProviderGate;
  readonly defaultProvider: ProviderName;
  readonly pricePerImage: string | null;
  readonly retentionDays: number | null;
}

export function configRoutes(parts: ConfigParts): Hono<RouteEnv> {
  return new Hono<RouteEnv>().get('/', (context) => context.json(configOf(parts, context.get('person'))));
}

function configOf(
  { providers, gate, defaultProvider, pricePerImage, retentionDays }: ConfigParts,
  person: string | null,
): Config {
  return {
    providers: [...providers.values()].map(({ description }) => ({
      ...description,
      stopped: stopped(gate, description.name),
    })),
    defaultProvider,
    pricePerImage,
    retentionDays,
    person,
  };
}

function stopped(gate: ProviderGate, name: ProviderName): Config['providers'][number]['stopped'] {
  const stop = gate.stopOf(name);
  if (stop === null) return null;
  const { problem, since, nextTryAt } = stop;
  return { problem, since: since.toISOString(), nextTryAt: nextTryAt.toISOString() };
}
