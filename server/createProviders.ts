import type { Logger } from 'pino';
import type { ProviderName } from '../src/domain/contract/provider.ts';
import type { Database } from './database/openDatabase.ts';
import { withUpstreamFile } from './images/upstreamCopy.ts';
import { createBuiltIn } from './providers/builtIn/builtIn.ts';
import type { UpstreamCall } from './providers/kling/klingCalls.ts';
import { createKlingProvider } from './providers/kling/klingProvider.ts';
import type { Provider } from './providers/Provider.ts';
import type { Settings } from './settings.ts';
import type { ImageStore } from './storage/imageStore.ts';
import { createProviderFacts } from './tasks/admission/providerFacts.ts';

interface ProviderDeps {
  readonly settings: Settings;
  readonly database: Database;
  readonly store: ImageStore;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly pace?: Provider['pace'];
  readonly timeoutSignal?: (ms: number) => AbortSignal;
}

/** Those of the settings, and the built-in one. */
export function createProviders(
  { settings, database, store, logger, now, pace, timeoutSignal }: ProviderDeps,
  onCall: (call: UpstreamCall) => void,
): Map<ProviderName, Provider> {
  const onError = (error: unknown) => logger.error({ err: error }, 'The built-in engine stopped.');
  const providers: Provider[] = settings.upstreams.map((upstream) =>
    createKlingProvider({
      ...upstream,
      withImage: (picture, send) => withUpstreamFile(store, picture, send),
      ...{ now, onCall, proxies: settings.proxies },
      facts: createProviderFacts({
        ...{ db: database.db, now, provider: upstream.preset.name, baseUrl: upstream.preset.baseUrl },
        onLearned: (facts) =>
          logger.info({ provider: upstream.preset.name, facts }, 'Learned of the provider.'),
        onError: (error) => logger.warn({ err: error }, 'What was learned of a provider is not kept.'),
      }),
      ...(pace === undefined ? {} : { pace }),
      ...(timeoutSignal === undefined ? {} : { timeoutSignal }),
    }),
  );
  providers.push(createBuiltIn({ store, onError }));
  return new Map(providers.map((provider) => [provider.description.name, provider]));
}

/** Support asks for the request ids of calls that failed. */
export function logCall(logger: Logger, call: UpstreamCall): void {
  if (call.outcome === 'answered') logger.debug({ upstream: call }, 'The provider answered.');
  else logger.warn({ upstream: call }, 'A call of the provider failed.');
}
