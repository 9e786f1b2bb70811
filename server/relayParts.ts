import type { Logger } from 'pino';
import type { ProviderName } from '../src/domain/contract/provider.ts';
import { FetchPlaces } from './access/fetchPlaces.ts';
import { createOutboundGuard } from './access/outboundGuard.ts';
import { People } from './access/people.ts';
import { Sessions } from './access/sessions.ts';
import { SignIn } from './access/signIn.ts';
import { type AppDeps, createApp } from './app.ts';
import { createProviders, logCall } from './createProviders.ts';
import type { Database } from './database/openDatabase.ts';
import { createFinisher, type Finisher } from './finishing/finisher.ts';
import { Deliveries } from './images/deliveries.ts';
import { Pieces } from './images/pieces.ts';
import { RenditionCache } from './images/renditionCache.ts';
import { Renditions } from './images/renditions.ts';
import { listenToDatabase } from './listenToDatabase.ts';
import { RelayMetrics } from './metrics/relayMetrics.ts';
import { Offers } from './offers/offers.ts';
import { createBalances } from './providers/balances.ts';
import type { UpstreamCall } from './providers/kling/klingCalls.ts';
import type { Provider } from './providers/Provider.ts';
import type { Settings } from './settings.ts';
import type { SourceStore } from './sources/sourceStore.ts';
import { freeBytes } from './storage/freeBytes.ts';
import type { ImageStore } from './storage/imageStore.ts';
import { CircuitBreaker } from './tasks/admission/circuitBreaker.ts';
import { ConcurrencyLimiter } from './tasks/admission/concurrencyLimiter.ts';
import { ConcurrencyLimits } from './tasks/admission/concurrencyLimits.ts';
import { TaskLimits } from './tasks/admission/taskLimits.ts';
import { CallbackHints } from './tasks/callbackHints.ts';
import { FileOwners } from './tasks/cleanup/fileOwners.ts';
import { fillSearch } from './tasks/rows/fillSearch.ts';
import { TaskEvents } from './tasks/rows/taskEvents.ts';
import { TaskQueue } from './tasks/rows/taskQueue.ts';
import { TaskReader } from './tasks/rows/taskReader.ts';
import { TaskRunner } from './tasks/taskRunner.ts';
import { TaskStore } from './tasks/taskStore.ts';
import { UncertainWatch } from './tasks/uncertainWatch.ts';

export interface RelayPartsOptions extends RelayOverrides {
  readonly settings: Settings;
  readonly database: Database;
  readonly store: ImageStore;
  readonly sources: SourceStore;
  readonly logger: Logger;
  readonly builtAppDir: string;
}

/** What a test puts in place of the relay's own. */
export interface RelayOverrides {
  readonly now?: () => Date;
  /** 0 to below 1. */
  readonly random?: () => number;
  /** Starting a thread takes half a second, so several relays may share one finisher. */
  readonly finisher?: Finisher;
  /** Stands in for the disk's answer. */
  readonly freeBytes?: () => Promise<number>;
  /** How often paid providers are asked, and for how long. */
  readonly pace?: Provider['pace'];
  /** A signal that aborts once a paid provider's answer has taken too long. */
  readonly timeoutSignal?: (ms: number) => AbortSignal;
  /** The one address that sources may be fetched from although it is on this machine. */
  readonly trustedUrl?: string | null;
  readonly heartbeatMs?: number;
  readonly maxNapMs?: number;
  readonly onCall?: (call: UpstreamCall) => void;
}

type Shared = RelayPartsOptions & { readonly now: () => Date; readonly freeBytes: () => Promise<number> };

/**
 * The composition root: builds every part of a relay and joins them, listens to the database, and starts nothing else.
 * The product and the tests of the relay both build theirs here, so that a test sees the joints that users get.
 */
export async function createRelayParts(options: RelayPartsOptions) {
  const { settings, database, store, sources, logger } = options;
  const now = options.now ?? (() => new Date());
  const room = options.freeBytes ?? (() => freeBytes(settings.dataDir));
  const shared: Shared = { ...options, now, freeBytes: room };
  const { db } = database;
  const queue = new TaskQueue(db, now);
  const fileOwners = new FileOwners(db);
  const reader = new TaskReader(db, settings);
  const metrics = new RelayMetrics({ db, now, freeBytes: room, oldestDueAt: () => queue.oldestDueAt() });
  const providers = createProviders(shared, (call) => {
    logCall(logger, call);
    metrics.called(call);
    options.onCall?.(call);
  });
  const finisher = options.finisher ?? createFinisher();
  const random = options.random ?? Math.random;
  const circuitBreaker = new CircuitBreaker({ db, now, random });
  const line = new ConcurrencyLimiter(db, now);
  const runnerDeps = {
    ...{ queue, fileOwners, line, providers, store, finisher, circuitBreaker, now, random, logger },
    slots: new ConcurrencyLimits(now),
    publicUrl: settings.publicUrl,
    startedAt: now(),
    ...(options.maxNapMs === undefined ? {} : { maxNapMs: options.maxNapMs }),
  };
  const runner = new TaskRunner(runnerDeps);
  const uncertainWatch = new UncertainWatch({ ...runnerDeps, db });
  const events = new TaskEvents(reader, (error) => logger.error({ err: error }, 'Events could not be read.'));
  const tasks = new TaskStore(db, now, settings);
  const balances = createBalances({ providers, now });
  const appDeps = {
    reader,
    fileOwners,
    events,
    tasks,
    sources,
    providers,
    balances,
    circuitBreaker,
    metrics,
  };
  const app = createApp({ ...appDeps, ...createAccess(shared, providers), ...describe(shared) });
  await fillSearch(db);
  await circuitBreaker.load();
  // Whoever starts a relay may have mended the key.
  await circuitBreaker.reset();
  const unlisten = await listenToDatabase({ database, circuitBreaker, events, runner, logger });

  return {
    ...{ app, store, reader, queue, fileOwners, line, tasks, events, providers, circuitBreaker },
    ...{ runner, runnerDeps, uncertainWatch },
    /** Ends what works in the background; the store and the database belong to whoever opened them. */
    stop: async () => {
      events.close();
      await unlisten();
      await Promise.all([runner.stop(), uncertainWatch.stop()]);
      const isOwnFinisher = options.finisher === undefined;
      const closed = [...providers.values()].map((provider) => provider.close());
      await Promise.all([...closed, ...(isOwnFinisher ? [finisher.close()] : [])]);
    },
  };
}

/** Who may call, how often, and where the relay may go itself. */
function createAccess(
  { settings, database: { db, pool }, now, trustedUrl = trustedUrlOf(settings) }: Shared,
  providers: ReadonlyMap<ProviderName, Provider>,
) {
  const { publicUrl, trustedProxies, limits } = settings;
  const people = new People(settings.accessTokens);
  const sessions = new Sessions({ db, people, now });
  const isPaid = (name: ProviderName) => providers.get(name)?.description.isPaid ?? false;
  return {
    guard: createOutboundGuard({ trustedUrl, proxies: settings.proxies }),
    fetchPlaces: new FetchPlaces(),
    signIn: new SignIn({ people, sessions, publicUrl, trustedProxies, now }),
    limits: new TaskLimits({ db, now, isPaid, ...limits }),
    requestsPerMinute: limits.requestsPerMinute,
    pool,
  } satisfies Partial<AppDeps>;
}

/** What routes answer from without a part of their own. */
function describe(shared: Shared) {
  const { settings, database, store, logger, now, freeBytes, builtAppDir, heartbeatMs } = shared;
  const { callbackSecret, publicUrl, host, pricePerImage, retentionDays, dataDir, minFreeBytes } = settings;
  const { trustedProxies, allowedHosts, ownTasksOnly } = settings;
  const cache = new RenditionCache({ store, freeBytes, minFreeBytes });
  return {
    ...{ database, store, logger, now, freeBytes, builtAppDir },
    ...{ callbackSecret, publicUrl, host, pricePerImage, retentionDays, dataDir, minFreeBytes },
    ...{ trustedProxies, allowedHosts, ownTasksOnly },
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    renditions: new Renditions(cache),
    deliveries: new Deliveries(cache),
    offers: new Offers(store, cache),
    pieces: new Pieces(cache, store),
    hints: new CallbackHints(database.db, now),
    defaultProvider: settings.provider,
  } satisfies Partial<AppDeps>;
}

/** The one address that needs not be public: the provider in use, which tests run on this machine. */
function trustedUrlOf({ upstreams, provider }: Settings): string | null {
  const inUse = upstreams.find(({ preset }) => preset.name === provider) ?? upstreams[0];
  return inUse?.preset.baseUrl ?? null;
}
