import { Hono } from 'hono';
import type { Config, ProviderName } from '../../src/domain/contract.ts';
import type { Provider } from '../providers/Provider.ts';
import type { RouteEnv } from './routeContext.ts';

export interface ConfigParts {
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly defaultProvider: ProviderName;
  readonly pricePerImage: string | null;
}

export function configRoutes({ providers, defaultProvider, pricePerImage }: ConfigParts): Hono<RouteEnv> {
  const config: Config = {
    providers: [...providers.values()].map(({ description }) => description),
    defaultProvider,
    pricePerImage,
  };
  return new Hono<RouteEnv>().get('/', (context) => context.json(config));
}
