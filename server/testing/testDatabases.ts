import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { makeTemporaryFolder } from '../../testing/makeTemporaryFolder.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';

/** A kind of database to run the same tests on. */
export interface TestDatabaseKind {
  readonly name: string;
  /**
   * Starts what it needs; the databases opened from it start empty.
   *
   * @param isOwn whether a server must be of its own, to be restarted; else all test files of a run share one
   */
  start(options?: { isOwn: boolean }): Promise<TestDatabases>;
}

export interface TestDatabases {
  /** A second opening of the same name reaches the same rows. */
  open(dataDir: string, name: string): Promise<Database>;
  /** What a relay process needs to use a database. */
  settings(name: string): Promise<Readonly<Record<string, string>>>;
  /** As if so much time had passed that every lease has run out. An embedded database takes all back when it is opened. */
  expireLeases(name: string): Promise<void>;
  /** Ends all connections, in good order or not, stays away meanwhile, and comes back; only a server can. */
  restart(mode: 'fast' | 'immediate', meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const failOnError = (error: Error) => {
  throw error;
};

const embedded: TestDatabaseKind = {
  name: 'embedded',
  start: async () => ({
    open: (dataDir) => openDatabase({ dataDir, url: null, onError: failOnError }),
    settings: async () => ({}),
    expireLeases: async () => undefined,
    restart: async () => undefined,
    stop: async () => undefined,
  }),
};

/** Embedded always, and Postgres where its programs are installed. */
export function testDatabaseKinds(): readonly TestDatabaseKind[] {
  const bin = postgresBin();
  if (bin === null) {
    process.stderr.write('No Postgres is installed here: its round of the database tests is left out.\n');
    return [embedded];
  }
  return [
    embedded,
    {
      name: 'postgres',
      start: ({ isOwn } = { isOwn: false }) => (isOwn ? ownPostgres(bin) : postgresFor(bin)),
    },
  ];
}

/** The one kind for what no dialect has a part in: Postgres where it is installed, which is the faster one. */
export function anyDatabaseKind(): TestDatabaseKind {
  const kind = testDatabaseKinds().at(-1);
  if (kind === undefined) throw new Error('There is no database.');
  return kind;
}

export function postgresBin(): string | null {
  try {
    const bin = execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return ['initdb', 'pg_ctl'].every((name) => existsSync(path.join(bin, name))) ? bin : null;
  } catch {
    return null;
  }
}

/** Where a run's test files ask for the server that they share; not set outside of one. */
export const SHARED_POSTGRES = 'OUTFRAME_TEST_POSTGRES';

async function postgresFor(bin: string): Promise<TestDatabases> {
  const starter = process.env[SHARED_POSTGRES];
  if (starter === undefined) return ownPostgres(bin);
  const answer = await fetch(starter);
  const folder = await answer.text();
  if (!answer.ok) throw new Error(`The tests' Postgres cannot be started: ${folder}`);
  // Files that share it know nothing of each other's names.
  return databasesIn(folder, `${randomUUID()}-`);
}

async function ownPostgres(bin: string): Promise<TestDatabases> {
  const server = await startPostgres(bin);
  return { ...databasesIn(server.folder, ''), restart: server.restart, stop: server.stop };
}

/** A Postgres server that listens in a folder alone, with one database: a template whose tables are made and empty. */
export async function startPostgres(bin: string) {
  const folder = await makeTemporaryFolder();
  const data = path.join(folder.path, 'data');
  const user = await ordinaryUser();
  if (user !== null) chownSync(folder.path, user.uid, user.gid);
  // Postgres refuses to run as root.
  const call = (program: string, args: readonly string[]) =>
    run(path.join(bin, program), args, { cwd: folder.path, ...(user ?? {}) });
  await call('initdb', ['-D', data, '-U', 'outframe', '--auth=trust', '--no-sync', '--encoding=UTF8']);
  const options = `-k ${folder.path} -c listen_addresses='' -c fsync=off -c max_connections=200`;
  const start = () =>
    call('pg_ctl', ['-D', data, '-w', '-l', path.join(folder.path, 'log'), '-o', options, 'start']);
  const end = (mode: string) => call('pg_ctl', ['-D', data, '-w', '-m', mode, 'stop']);
  await start();
  await createDatabase(folder.path, `create database ${TEMPLATE}`);
  const url = urlIn(folder.path, TEMPLATE);
  await (await openDatabase({ dataDir: folder.path, url, onError: failOnError })).close();
  return {
    folder: folder.path,
    restart: async (mode: 'fast' | 'immediate', meanwhile?: () => Promise<void>) => {
      await end(mode);
      await meanwhile?.();
      await start();
    },
    stop: async () => {
      await end('immediate');
      await folder.remove();
    },
  };
}

const TEMPLATE = 'outframe_template';

function urlIn(folder: string, name: string): string {
  return `postgres://outframe@localhost/${name}?host=${encodeURIComponent(folder)}`;
}

/** Copies a database whose tables are made: that takes a fraction of the time. */
function databasesIn(folder: string, prefix: string): TestDatabases {
  const made = new Map<string, Promise<void>>();
  const make = async (name: string): Promise<string> => {
    const full = `${prefix}${name}`;
    const sql = `create database ${pg.escapeIdentifier(full)} template ${TEMPLATE}`;
    const known = made.get(name) ?? createDatabase(folder, sql);
    made.set(name, known);
    await known;
    return urlIn(folder, full);
  };
  return {
    open: async (_dataDir, name) =>
      openDatabase({ dataDir: folder, url: await make(name), onError: () => undefined }),
    settings: async (name) => ({ DATABASE_URL: await make(name) }),
    expireLeases: async (name) => query(await make(name), 'update tasks set lease_until = to_timestamp(0)'),
    restart: () => Promise.reject(new Error('Others use this server too: start one of your own.')),
    stop: async () => undefined,
  };
}

function createDatabase(folder: string, sql: string): Promise<void> {
  return query(urlIn(folder, 'postgres'), sql);
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function ordinaryUser(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // Not every system has both.
    }
  }
  throw new Error('Postgres does not run as root, and there is no user postgres or nobody to run it as.');
}
