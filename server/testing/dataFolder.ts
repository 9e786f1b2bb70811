import { cpSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { emptyData } from '../../testing/emptyData.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../testing/makeTemporaryFolder.ts';
import type { TestDatabaseKind } from './testDatabases.ts';

type DatabaseKind = Pick<TestDatabaseKind, 'name'>;
const EMBEDDED: DatabaseKind = { name: 'embedded' };

/**
 * A fresh data folder; whoever makes it removes it.
 *
 * @param kind of the database that goes with it: an embedded one lies in the folder, empty
 */
export async function makeDataFolder(kind: DatabaseKind = EMBEDDED): Promise<TemporaryFolder> {
  const folder = await makeTemporaryFolder();
  if (kind.name === EMBEDDED.name) {
    // A thousand small files: waiting for a promise or two for each takes five times as long.
    cpSync(path.join(emptyData(), 'database'), path.join(folder.path, 'database'), { recursive: true });
  }
  return folder;
}

/** As `makeDataFolder`, but it goes with the running test. */
export async function dataFolder(kind?: DatabaseKind): Promise<string> {
  const folder = await makeDataFolder(kind);
  onTestFinished(folder.remove);
  return folder.path;
}
