import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import { freeBytes } from '../storage/freeBytes.ts';
import { createEmbeddedDatabase } from './createEmbeddedDatabase.ts';
import { acquireEmbeddedLock } from './embeddedLock.ts';
import { listenOnPostgres, type PostgresListener } from './listenOnPostgres.ts';
import { connectionConfig, POSTGRES_TIMING, type PostgresTiming } from './postgresConnection.ts';

export type Db = PgDatabase<PgQueryResultHKT>;
/** A transaction of `Db`. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

/** The database, embedded or a Postgres server: one dialect, one set of migrations. */
export interface Database {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Db;
  /** Of a Postgres server, for a library that brings its own statements; null where the database is embedded. */
  readonly pool: pg.Pool | null;
  /** Calls back with the payload of each notification on a channel, and with null when some may have been missed. */
  listen(channel: string, callback: (payload: string | null) => void): Promise<() => Promise<void>>;
  /** @throws when it does not answer, or when what it tells by itself would not be heard. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** The embedded database lives in its folder `database`. */
  readonly dataDir: string;
  /** A Postgres server to use instead. */
  readonly url: string | null;
  /** Gets the trouble of idle connections, which heals by itself. */
  readonly onError: (error: Error) => void;
  /** How long a Postgres server may take. */
  readonly timing?: PostgresTiming;
}

const migrations = { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) };
/** Any fixed number: keeps two relays from migrating one database at once. */
const MIGRATION_LOCK = 7_305_411;

/** The embedded database cannot be opened, and not for want of room or rights. */
export class DamagedDatabaseError extends Error {
  constructor(folder: string, cause: unknown) {
    super(
      `The embedded database in ${folder} is damaged: it cannot be opened. Restore a backup: put the data folder away, unpack the backup in its place, start again (README, «Backup»). The images beside it are whole and are not touched.`,
      { cause },
    );
    this.name = 'DamagedDatabaseError';
  }
}

/** Opens the database and brings its tables up to date. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dataDir, url, onError, timing = POSTGRES_TIMING } = options;
  return url === null ? openEmbedded(dataDir) : openPostgres(url, { onError, timing });
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const folder = path.join(dataDir, 'database');
  await mkdir(folder, { recursive: true });
  // Not in the database's own folder, which belongs to it alone.
  const lock = await acquireEmbeddedLock(dataDir);
  try {
    const client = await openPglite(folder);
    const db = drizzleEmbedded(client);
    await migrateEmbedded(db, migrations);
    return {
      kind: 'embedded',
      db,
      pool: null,
      listen: (channel, callback) => client.listen(channel, callback),
      check: async () => void (await client.query('select 1')),
      close: async () => {
        await client.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

const ROOM_TO_OPEN_BYTES = 64_000_000;
/**
 * Of its default, 128 MB, all is taken and cleared at every start. What does not fit is read from its files, which the
 * system keeps in memory besides.
 */
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'];

async function openPglite(folder: string): Promise<PGlite> {
  await createEmbeddedDatabase(folder);
  try {
    return await PGlite.create(folder, { startParams: START_PARAMS });
  } catch (error) {
    // It dies in the same way for want of room.
    const hasRoom = (await freeBytes(folder)) > ROOM_TO_OPEN_BYTES;
    const isOfFileSystem = error instanceof Error && 'code' in error;
    throw hasRoom && !isOfFileSystem ? new DamagedDatabaseError(folder, error) : error;
  }
}

/** Idle connections end before they count as dead. */
const IDLE_SHARE = 0.6;

async function openPostgres(
  url: string,
  { onError, timing }: Required<Pick<DatabaseOptions, 'onError' | 'timing'>>,
): Promise<Database> {
  await migrateUnderLock(url, { onError, timing });
  const pool = new pg.Pool({
    ...connectionConfig(url, timing),
    max: 10,
    idleTimeoutMillis: timing.silenceMs * IDLE_SHARE,
  });
  // The pool hears of idle connections alone: one that breaks while it is in use would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined);
  const listeners = new Set<PostgresListener>();
  return {
    kind: 'postgres',
    db: drizzlePostgres(pool),
    pool,
    listen: async (channel, callback) => {
      const listener = await listenOnPostgres({ url, timing, channel, callback, onError });
      listeners.add(listener);
      return async () => {
        listeners.delete(listener);
        await listener.stop();
      };
    },
    check: async () => {
      const isDeaf = [...listeners].some((listener) => !listener.isListening());
      if (isDeaf) throw new Error('The database is not listened to.');
      await pool.query('select 1');
    },
    close: async () => {
      await Promise.all([...listeners].map((listener) => listener.stop()));
      await pool.end();
    },
  };
}

/** With a connection of its own: whoever waits for another relay's migration waits as long as that takes. */
async function migrateUnderLock(
  url: string,
  { onError, timing }: Required<Pick<DatabaseOptions, 'onError' | 'timing'>>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timing.connectMs });
  client.on('error', onError);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migratePostgres(drizzlePostgres(client), migrations);
  } finally {
    await client.end();
  }
}
