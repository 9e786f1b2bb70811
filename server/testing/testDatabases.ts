import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { makeTemporaryFolder } from './makeTemporaryFolder.ts';

/** A kind of database to run the same tests on. */
export interface TestDatabaseKind {
  readonly name: string;
  /** Starts what it needs; the databases opened from it start empty. */
  start(): Promise<TestDatabases>;
}

export interface TestDatabases {
  /** A second opening of the same name reaches the same rows. */
  open(dataDir: string, name: string): Promise<Database>;
  /** What a relay process needs to use a database. */
  settings(name: string): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const failOnTrouble = (error: Error) => {
  throw error;
};

const embedded: TestDatabaseKind = {
  name: 'embedded',
  start: async () => ({
    open: (dataDir) => openDatabase({ dataDir, url: null, onTrouble: failOnTrouble }),
    settings: async () => ({}),
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
  return [embedded, { name: 'postgres', start: () => startPostgres(bin) }];
}

function postgresBin(): string | null {
  try {
    const bin = execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return ['initdb', 'pg_ctl'].every((name) => existsSync(path.join(bin, name))) ? bin : null;
  } catch {
    return null;
  }
}

async function startPostgres(bin: string): Promise<TestDatabases> {
  const folder = await makeTemporaryFolder();
  const data = path.join(folder.path, 'data');
  const user = await ordinaryUser();
  if (user !== null) chownSync(folder.path, user.uid, user.gid);
  // Postgres refuses to run as root.
  const call = (program: string, args: readonly string[]) =>
    run(path.join(bin, program), args, { cwd: folder.path, ...(user ?? {}) });
  await call('initdb', ['-D', data, '-U', 'outframe', '--auth=trust', '--no-sync', '--encoding=UTF8']);
  const options = `-k ${folder.path} -c listen_addresses='' -c fsync=off -c max_connections=60`;
  await call('pg_ctl', ['-D', data, '-w', '-l', path.join(folder.path, 'log'), '-o', options, 'start']);
  const urlOf = (name: string) =>
    `postgres://outframe@localhost/${name}?host=${encodeURIComponent(folder.path)}`;
  const made = new Set<string>();
  const make = async (name: string): Promise<string> => {
    if (!made.has(name)) {
      made.add(name);
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`create database ${client.escapeIdentifier(name)}`);
      await client.end();
    }
    return urlOf(name);
  };
  return {
    open: async (_dataDir, name) =>
      openDatabase({ dataDir: folder.path, url: await make(name), onTrouble: () => undefined }),
    settings: async (name) => ({ DATABASE_URL: await make(name) }),
    stop: async () => {
      await call('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']);
      await folder.remove();
    },
  };
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
