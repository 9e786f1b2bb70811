import { type Database, openDatabase } from '../database/openDatabase.ts';
import { makeDataFolder } from './dataFolder.ts';
import { openTestRelay, type TestRelay } from './testRelay.ts';

/** A relay on an embedded database of its own, for all tests of a file. */
export interface SharedRelay {
  readonly relay: TestRelay;
  readonly database: Database;
  readonly dataDir: string;
  /** Ends the relay and its database, and removes their folder. */
  close(): Promise<void>;
}

export async function openSharedRelay(): Promise<SharedRelay> {
  const folder = await makeDataFolder();
  const database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
  const relay = await openTestRelay({ database, dataDir: folder.path });
  return {
    ...{ relay, database, dataDir: folder.path },
    async close() {
      await relay.close();
      await database.close();
      await folder.remove();
    },
  };
}
