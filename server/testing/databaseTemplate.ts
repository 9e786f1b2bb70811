import { createHash } from 'node:crypto';
import { cpSync, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished } from 'vitest';
import type { TestProject } from 'vitest/node';
import { makeTemporaryFolder, type TemporaryFolder } from '../../testing/makeTemporaryFolder.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { TestDatabaseKind } from './testDatabases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the embedded database, its tables made and empty. */
    databaseTemplate: string;
  }
}

type DatabaseKind = Pick<TestDatabaseKind, 'name'>;
const EMBEDDED: DatabaseKind = { name: 'embedded' };

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = path.join(root, 'node_modules', '.cache', 'outframe');

/** Runs once before the relay's tests. */
export async function setup(project: TestProject): Promise<void> {
  const template = path.join(cache, `database-${await fingerprint()}`);
  if (!existsSync(template)) await makeTemplate(template);
  project.provide('databaseTemplate', template);
}

/** Making a database takes seconds, so it is kept for later runs; copying one does not. */
async function makeTemplate(template: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, 'making-'));
  const onError = (error: Error) => {
    throw error;
  };
  const database = await openDatabase({ dataDir: folder, url: null, onError });
  await database.close();
  await rename(path.join(folder, 'database'), template).catch((error: unknown) => {
    // Another run was faster.
    if (!existsSync(template)) throw error;
  });
  await rm(folder, { recursive: true, force: true });
}

/** Of everything that an empty database is made from. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(path.join(root, 'package-lock.json')));
  const folder = path.join(root, 'server', 'database');
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const file = path.join(folder, name);
    if ((await stat(file)).isFile()) hash.update(name).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * A fresh data folder; whoever makes it removes it.
 *
 * @param kind of the database that goes with it: an embedded one lies in the folder, empty
 */
export async function makeDataFolder(kind: DatabaseKind = EMBEDDED): Promise<TemporaryFolder> {
  const folder = await makeTemporaryFolder();
  if (kind.name === EMBEDDED.name) {
    // A thousand small files: waiting for a promise or two for each takes five times as long.
    cpSync(inject('databaseTemplate'), path.join(folder.path, 'database'), { recursive: true });
  }
  return folder;
}

/** As `makeDataFolder`, but it goes with the running test. */
export async function dataFolder(kind?: DatabaseKind): Promise<string> {
  const folder = await makeDataFolder(kind);
  onTestFinished(folder.remove);
  return folder.path;
}
