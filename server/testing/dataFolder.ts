import { onTestFinished } from 'vitest';
import { copyEmptyData } from '../../testing/emptyData.ts';
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
  if (kind.name === EMBEDDED.name) copyEmptyData(folder.path);
  return folder;
}

/** As `makeDataFolder`, but it goes with the running test. */
export async function dataFolder(kind?: DatabaseKind): Promise<string> {
  const folder = await makeDataFolder(kind);
  onTestFinished(folder.remove);
  return folder.path;
}
