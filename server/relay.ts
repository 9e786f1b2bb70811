import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from 'pino';
import type { ProviderName } from '../src/domain/contract.ts';
import { createOutboundGuard } from './access/outboundGuard.ts';
import { People } from './access/people.ts';
import { Sessions } from './access/sessions.ts';
import { SignIn } from './access/signIn.ts';
import { createApp } from './app.ts';
import { type Database, openDatabase } from './database/openDatabase.ts';
import { createFinisher } from './finishing/finisher.ts';
import { bucketTroubleOf } from './images/bucketTrouble.ts';
import { freeBytes } from './images/freeBytes.ts';
import type { ImageStore } from './images/imageStore.ts';
import { openImageStore } from './images/openImageStore.ts';
import { Renditions } from './images/renditions.ts';
import { createSourceStore } from './images/sourceStore.ts';
import { withUpstreamFile } from './images/upstreamCopy.ts';
import { RelayMetrics } from './metrics/relayMetrics.ts';
import { createBuiltIn } from './providers/builtIn.ts';
import { createKlingProvider, type UpstreamCall } from './providers/klingProvider.ts';
import type { Provider } from './providers/Provider.ts';
import type { Settings } from './settings.ts';
import { CallbackHints } from './tasks/callbackHints.ts';
import { startHousekeeper } from './tasks/housekeeper.ts';
import { PROVIDER_CHANNEL, ProviderGate } from './tasks/providerGate.ts';
import { SlotLimits } from './tasks/slotLimits.ts';
import { SlotLine } from './tasks/slotLine.ts';
import { parseTaskNotice, TASK_CHANNEL } from './tasks/taskChange.ts';
import { TaskEvents } from './tasks/taskEvents.ts';
import { TaskLimits } from './tasks/taskLimits.ts';
import { TaskQueue } from './tasks/taskQueue.ts';
import { TaskReader } from './tasks/taskReader.ts';
import { TaskRunner } from './tasks/taskRunner.ts';
import { TaskStore } from './tasks/taskStore.ts';

export interface Relay {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly providers: readonly Provider[];
  stop(): Promise<void>;
}

export interface RelayOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly builtAppDir: string;
}

/** Several relays may share one data folder over Postgres: what is younger may be somebody's upload. */
const SHARED_TEMPORARY_MS = 24 * 60 * 60_000;

/**
 * Puts the parts together and starts them.
 *
 * @throws when the port is taken, the database cannot be opened, or the data folder is in use.
 */
export async function startRelay({ settings, logger, builtAppDir }: RelayOptions): Promise<Relay> {
  await mkdir(settings.dataDir, { recursive: true });
  const onTrouble = (error: unknown) => logger.warn({ err: error }, 'The database connection has trouble.');
  const database = await openDatabase({ dataDir: settings.dataDir, url: settings.databaseUrl, onTrouble });
  try {
    return await startWith(database, { settings, logger, builtAppDir });
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startWith(
  database: Database,
  { settings, logger, builtAppDir }: RelayOptions,
): Promise<Relay> {
  const { db } = database;
  const now = () => new Date();
  const store = await openImageStore(settings);
  await checkStorage(store, logger);
  const isOnlyRelay = database.kind === 'embedded';
  await store.sweepTemporary(isOnlyRelay ? 0 : SHARED_TEMPORARY_MS);
  const finisher = createFinisher();
  const reader = new TaskReader(db);
  const queue = new TaskQueue(db, now);
  const room = () => freeBytes(settings.dataDir);
  const metrics = new RelayMetrics({ db, now, freeBytes: room, oldestDueAt: () => queue.oldestDueAt() });
  const onCall = (call: UpstreamCall) => {
    logCall(logger, call);
    metrics.called(call);
  };
  const providers = createProviders({ settings, store, logger, onCall });
  if (isOnlyRelay) await queue.releaseAll();
  const sources = createSourceStore(db);
  const gate = new ProviderGate({ db, now, random: Math.random });
  await gate.load();
  // Whoever starts a relay may have mended the key.
  await gate.reset();
  const runner = new TaskRunner({
    ...{ queue, providers, store, finisher, gate, now, logger },
    line: new SlotLine(db, now),
    slots: new SlotLimits(now),
    publicUrl: settings.publicUrl,
    random: Math.random,
  });
  const events = new TaskEvents(reader, (error) => logger.error({ err: error }, 'Events could not be read.'));
  const unlistenProviders = await database.listen(PROVIDER_CHANNEL, () => {
    gate.load().then(
      () => events.configChanged(),
      (error: unknown) => logger.error({ err: error }, 'The providers cannot be read.'),
    );
  });
  const unlisten = await database.listen(TASK_CHANNEL, (payload) => {
    if (payload === null) {
      events.restart();
      runner.wake();
      return;
    }
    const { id } = parseTaskNotice(payload);
    events.notice(id);
    runner.notice(id).catch((error: unknown) => logger.error({ err: error }, 'A notice was lost.'));
  });

  const { publicUrl, host } = settings;
  const people = new People(settings.accessTokens);
  const sessions = new Sessions({ db, people, now });
  const isPaid = (name: ProviderName) => providers.get(name)?.description.isPaid ?? false;
  const app = createApp({
    ...{ reader, queue, events, store, providers, gate, now, logger, builtAppDir },
    hints: new CallbackHints(db, now),
    callbackSecret: settings.callbackSecret,
    tasks: new TaskStore(db, now),
    sources,
    renditions: new Renditions(store),
    guard: createOutboundGuard({ trustedUrl: trustedUrlOf(settings) }),
    defaultProvider: settings.provider,
    pricePerImage: settings.pricePerImage,
    retentionDays: settings.retentionDays,
    ...{ host, publicUrl },
    signIn: new SignIn({ people, sessions, publicUrl, now }),
    limits: new TaskLimits({ db, now, isPaid, ...settings.limits }),
    requestsPerMinute: settings.limits.requestsPerMinute,
    pool: database.pool,
    ...{ metrics, freeBytes: room },
    dataDir: settings.dataDir,
    minFreeBytes: settings.minFreeBytes,
  });
  const stopParts = async () => {
    events.close();
    await unlisten();
    await unlistenProviders();
    await runner.stop();
    await Promise.all([finisher.close(), ...[...providers.values()].map((provider) => provider.close())]);
  };
  const server = createAdaptorServer({ fetch: app.fetch });
  const url = await listen(server as Server, settings).catch(async (error: unknown) => {
    await stopParts();
    throw error;
  });

  const stopHousekeeper = startHousekeeper({
    ...{ db, store, queue, sources, now, logger },
    retentionDays: settings.retentionDays,
    temporaryMs: SHARED_TEMPORARY_MS,
  });
  runner.start();

  return {
    url,
    providers: [...providers.values()],
    stop: async () => {
      const tidied = stopHousekeeper();
      const closed = closeServer(server as Server);
      await stopParts();
      await Promise.all([tidied, closed]);
      await store.close();
      await database.close();
    },
  };
}

/** What is only away comes back by itself; all else has to be mended first. */
async function checkStorage(store: ImageStore, logger: Logger): Promise<void> {
  try {
    await store.check();
  } catch (error) {
    const trouble = bucketTroubleOf(error);
    if (trouble?.kind !== 'away') throw error;
    logger.warn({ err: trouble }, 'The image storage is away; the relay waits for it.');
  }
}

interface ProviderMakings extends Pick<RelayOptions, 'settings' | 'logger'> {
  readonly store: ImageStore;
  readonly onCall: (call: UpstreamCall) => void;
}

function createProviders({
  settings,
  store,
  logger,
  onCall,
}: ProviderMakings): ReadonlyMap<ProviderName, Provider> {
  const providers: Provider[] = [];
  const onTrouble = (error: unknown) => logger.error({ err: error }, 'The built-in engine stopped.');
  for (const upstream of settings.upstreams) {
    providers.push(
      createKlingProvider({
        ...upstream,
        withImage: (source, send) => withUpstreamFile(store, source, send),
        now: () => new Date(),
        onCall,
      }),
    );
  }
  providers.push(createBuiltIn({ store, onTrouble }));
  return new Map(providers.map((provider) => [provider.description.name, provider]));
}

/** The one address that needs not be public: the provider in use, which tests run on this machine. */
function trustedUrlOf({ upstreams, provider }: Settings): string | null {
  const inUse = upstreams.find(({ preset }) => preset.name === provider) ?? upstreams[0];
  return inUse?.preset.baseUrl ?? null;
}

/** Support asks for the request ids of calls that failed. */
function logCall(logger: Logger, call: UpstreamCall): void {
  if (call.outcome === 'answered') logger.debug({ upstream: call }, 'The provider answered.');
  else logger.warn({ upstream: call }, 'A call of the provider failed.');
}

function listen(server: Server, { port, host }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

/** Lets answers under way be finished for a moment, then cuts what is left. */
function closeServer(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), 1000);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
