import { makeDataFolder } from './dataFolder.ts';
import { anyDatabaseKind, type TestDatabaseKind } from './testDatabases.ts';

/** An empty database for all tests of a suite, and a data folder to go with it. */
export type SuiteDatabase = Awaited<ReturnType<typeof openSuiteDatabase>>;

/** @param name of the suite: others that share its server have other ones */
export async function openSuiteDatabase(name: string, kind: TestDatabaseKind = anyDatabaseKind()) {
  const folder = await makeDataFolder(kind);
  const databases = await kind.start();
  const database = await databases.open(folder.path, name);
  return {
    database,
    folder,
    close: async () => {
      await database.close();
      await databases.stop();
      await folder.remove();
    },
  };
}
