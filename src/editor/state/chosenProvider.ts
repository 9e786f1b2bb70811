import type { Config } from '../../domain/contract/config.ts';
import type { Provider, ProviderName } from '../../domain/contract/provider.ts';

/** The named provider when the relay has it, else the relay's default; null until the relay has told what it has. */
export function chosenProvider(config: Config | null, name: ProviderName | null): Provider | null {
  if (!config) return null;
  const named = (wanted: ProviderName | null) =>
    config.providers.find((provider) => provider.name === wanted) ?? null;
  return named(name) ?? named(config.defaultProvider);
}
