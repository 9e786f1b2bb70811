import { chmod, mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { resolverProblem } from './access/resolverCheck.ts';
import { DatabaseClock } from './database/databaseClock.ts';
import { readDatabaseIdentity } from './database/databaseIdentity.ts';
import { type Database, openDatabase } from './database/openDatabase.ts';
import type { Provider } from './providers/Provider.ts';
import { createRelayParts } from './relayParts.ts';
import { openServer } from './routes/openServer.ts';
import type { Settings } from './settings.ts';
import { createSourceStore } from './sources/sourceStore.ts';
import { bucketErrorOf } from './storage/bucketError.ts';
import { claimStorage } from './storage/claimStorage.ts';
import type { ImageStore } from './storage/imageStore.ts';
import { openImageStore } from './storage/openImageStore.ts';
import { startHousekeeper } from './tasks/cleanup/housekeeper.ts';

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
  await makePrivateFolder(settings.dataDir, logger);
  const onError = (error: unknown) => logger.warn({ err: error }, 'The database connection has trouble.');
  const database = await openDatabase({ dataDir: settings.dataDir, url: settings.databaseUrl, onError });
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
  const clock = await DatabaseClock.start({
    db,
    onError: (error) => logger.warn({ err: error }, 'The clock of the database cannot be read.'),
  });
  const { now } = clock;
  const store = await openImageStore(settings);
  const sources = createSourceStore(db);
  const { id: databaseId, knownSince } = await readDatabaseIdentity(db);
  const requireOwnFiles = () =>
    claimStorage({
      ...{ store, databaseId, takeOver: settings.takeOver },
      knownSources: (ids) => sources.needed(ids, null),
    });
  await checkStorage(store, requireOwnFiles, logger);
  const isOnlyRelay = database.kind === 'embedded';
  await store.sweepTemporary(isOnlyRelay ? 0 : SHARED_TEMPORARY_MS);
  const parts = await createRelayParts({ settings, database, store, sources, now, logger, builtAppDir });
  if (isOnlyRelay) await parts.queue.releaseAll();
  const server = openServer(parts.app);
  void warnOfResolver(settings, logger);
  const url = await listen(server, settings).catch(async (error: unknown) => {
    await parts.stop();
    throw error;
  });

  const stopHousekeeper = startHousekeeper({
    ...{ db, store, fileOwners: parts.fileOwners, sources, now, logger },
    retentionDays: settings.retentionDays,
    temporaryMs: SHARED_TEMPORARY_MS,
    ...{ knownSince, requireOwnFiles, maintainsDatabase: isOnlyRelay },
  });
  parts.runner.start();
  parts.uncertainWatch.start();

  return {
    url,
    providers: [...parts.providers.values()],
    stop: async () => {
      const tidied = stopHousekeeper();
      const closed = closeServer(server);
      await parts.stop();
      await Promise.all([tidied, closed]);
      clock.stop();
      await store.close();
      await database.close();
    },
  };
}

/** The embedded database's own files may be written by everybody, and images are nobody else's business. */
async function makePrivateFolder(dataDir: string, logger: Logger): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chmod(dataDir, 0o700).catch((error: unknown) =>
    logger.warn({ err: error }, 'The data folder belongs to another user: others may be able to read it.'),
  );
}

/** Before anybody pays: what a made-up address leads to could not be fetched. */
async function warnOfResolver({ upstreams, proxies }: Settings, logger: Logger): Promise<void> {
  if (proxies !== null) return;
  for (const { preset } of upstreams) {
    const problem = await resolverProblem(new URL(preset.baseUrl).hostname);
    if (problem !== null) logger.error({ provider: preset.name }, problem);
  }
}

/** What is only away comes back by itself; all else has to be mended first. */
async function checkStorage(
  store: ImageStore,
  requireOwnFiles: () => Promise<void>,
  logger: Logger,
): Promise<void> {
  try {
    await store.check();
    await requireOwnFiles();
  } catch (error) {
    const trouble = bucketErrorOf(error);
    if (trouble?.kind !== 'away') throw error;
    logger.warn({ err: trouble }, 'The image storage is away; the relay waits for it.');
  }
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
