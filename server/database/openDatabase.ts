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
import { acquireEmbeddedLock } from './embeddedLock.ts';
import { listenOnPostgres } from './listenOnPostgres.ts';

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
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** The embedded database lives in its folder `database`. */
  readonly dataDir: string;
  /** A Postgres server to use instead. */
  readonly url: string | null;
  /** Gets the trouble of idle connections, which heals by itself. */
  readonly onTrouble: (error: Error) => void;
}

const migrations = { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) };
/** Any fixed number: keeps two relays from migrating one database at once. */
const MIGRATION_LOCK = 7_305_411;

/** Opens the database and brings its tables up to date. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url === null ? openEmbedded(options.dataDir) : openPostgres(options.url, options.onTrouble);
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const folder = path.join(dataDir, 'database');
  await mkdir(folder, { recursive: true });
  // Not in the database's own folder, which belongs to it alone.
  const lock = await acquireEmbeddedLock(dataDir);
  try {
    const client = await PGlite.create(folder);
    const db = drizzleEmbedded(client);
    await migrateEmbedded(db, migrations);
    return {
      kind: 'embedded',
      db,
      pool: null,
      listen: (channel, callback) => client.listen(channel, callback),
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

async function openPostgres(url: string, onTrouble: (error: Error) => void): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  pool.on('error', onTrouble);
  const listeners = new Set<() => Promise<void>>();
  try {
    await migrateUnderLock(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    kind: 'postgres',
    db: drizzlePostgres(pool),
    pool,
    listen: async (channel, callback) => {
      const stop = await listenOnPostgres({ url, channel, callback, onTrouble });
      listeners.add(stop);
      return async () => {
        listeners.delete(stop);
        await stop();
      };
    },
    close: async () => {
      await Promise.all([...listeners].map((stop) => stop()));
      await pool.end();
    },
  };
}

async function migrateUnderLock(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migratePostgres(drizzlePostgres(client), migrations);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}
