import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../database/openDatabase.ts';
import { makeDataFolder } from './dataFolder.ts';
import type { TestDatabaseKind, TestDatabases } from './testDatabases.ts';

interface FileDatabase {
  /** To be read in tests alone: it is opened before the first of them. */
  readonly database: Database;
  /** Absolute path. */
  readonly dataDir: string;
}

/** One database and one data folder for all tests of the file, or of the `describe` that it is called in. */
export function fileDatabase(kind: TestDatabaseKind, name: string): FileDatabase {
  let folder: Awaited<ReturnType<typeof makeDataFolder>>;
  let databases: TestDatabases;
  let database: Database;
  beforeAll(async () => {
    folder = await makeDataFolder(kind);
    databases = await kind.start();
    database = await databases.open(folder.path, name);
  });
  afterAll(async () => {
    await database.close();
    await databases.stop();
    await folder.remove();
  });
  return {
    get database() {
      return database;
    },
    get dataDir() {
      return folder.path;
    },
  };
}
