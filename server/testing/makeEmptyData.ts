import { rmSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
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
const { rows } = (await database.db.execute(sql`select oid from pg_database where datistemplate`)) as {
  rows: { oid: number }[];
};
await database.close();
// Copies are what most tests of the database cost, and half of the files are of databases that new ones are made from.
for (const { oid } of rows) rmSync(path.join(dataDir, 'database/base', String(oid)), { recursive: true });
