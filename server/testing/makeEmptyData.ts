import { openDatabase } from '../database/openDatabase.ts';

/*
 * Makes the embedded database in the data folder that it is given, and ends: in a process of its own, as those who start
 * tests know nothing of the relay's parts.
 */
const [, , dataDir] = process.argv;
if (dataDir === undefined) throw new Error('Name a data folder.');
const database = await openDatabase({
  ...{ dataDir, url: null },
  onError: (error) => {
    throw error;
  },
});
await database.close();
