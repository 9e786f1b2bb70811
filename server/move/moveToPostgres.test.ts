import { sql } from 'drizzle-orm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readDatabaseIdentity } from '../database/databaseIdentity.ts';
import { type Db, openDatabase } from '../database/openDatabase.ts';
import { providerFacts } from '../database/providerTables.ts';
import { planSteps, tasks } from '../database/schema.ts';
import { claimStorage, ForeignStorageError } from '../storage/claimStorage.ts';
import { dataFolder } from '../testing/dataFolder.ts';
import { testDatabaseKinds } from '../testing/testDatabases.ts';
import { openTestRelay } from '../testing/testRelay.ts';
import { giveUpImages, moveTo, TargetInUseError } from './moveToPostgres.ts';

const postgres = testDatabaseKinds().find(({ name }) => name === 'postgres');

/** The target has an identity of its own until it is moved to, and counts requests anew. */
const STAY_BEHIND: readonly string[] = ['database_identity', 'rate_limits'];

/** Those that the database has, whichever file they are written in; without the list of migrations, which is beside them. */
async function tablesToMove(db: Db): Promise<string[]> {
  const tables = await db
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_tables`)
    .where(sql`schemaname = 'public'`);
  return tables
    .map(({ name }) => name)
    .filter((name) => !STAY_BEHIND.includes(name))
    .toSorted();
}

async function rowsOf(db: Db, tables: readonly string[]) {
  const all = await Promise.all(
    tables.map((table) =>
      db.select({ row: sql<string>`to_jsonb(row)::text` }).from(sql`${sql.identifier(table)} as row`),
    ),
  );
  return all.map((rows) => rows.map(({ row }) => row).toSorted());
}

describe.skipIf(postgres === undefined)('a move to Postgres', () => {
  test('brings every row and the identity, and goes on counting revisions; a database in use is refused', async () => {
    if (postgres === undefined) throw new Error('There is no Postgres.');
    const dataDir = await dataFolder();
    const databases = await postgres.start();
    const target = await databases.open(dataDir, 'moved');
    const from = await openDatabase({ dataDir, url: null, onError: () => undefined });
    onTestFinished(async () => {
      await from.close();
      await target.close();
      await databases.stop();
    });
    const relay = await openTestRelay({ database: from, dataDir });
    const first = await relay.submit({ prompt: 'a meadow' });
    await relay.tasks.cancel(first.id);
    const running = await relay.submit({ sourceId: first.source.id, n: 3 });
    await relay.close();
    const step = { taskId: running.id, expansion: {}, width: 1, height: 1, x: 0, y: 0 };
    await from.db.insert(planSteps).values([0, 1].map((index) => ({ ...step, index })));
    // What a relay that once ran on the target learned would be mixed with what is moved.
    const fact = { provider: 'kling', baseUrl: 'https://a.example', fact: 'duplicates', value: 'refused' };
    await target.db.insert(providerFacts).values({ ...fact, learnedAt: new Date(0) });
    await expect(moveTo(target.db, from.db)).rejects.toThrow(TargetInUseError);
    await target.db.delete(providerFacts);

    const moved = await moveTo(target.db, from.db);
    expect(moved).toMatchObject({ sources: 1, tasks: 2, plan_steps: 2, results: 0 });
    const tables = await tablesToMove(target.db);
    expect(Object.keys(moved).toSorted()).toEqual(tables);
    expect(await rowsOf(target.db, tables)).toEqual(await rowsOf(from.db, tables));
    expect((await readDatabaseIdentity(target.db)).id).toBe((await readDatabaseIdentity(from.db)).id);
    await expect(moveTo(target.db, from.db)).rejects.toThrow(TargetInUseError);

    // Started by mistake, the old one is another database than the images' own.
    await giveUpImages(from.db);
    const { store } = relay;
    const claim = { store, takeOver: null, knownSources: async () => new Set<string>() };
    await store.writeOwner((await readDatabaseIdentity(target.db)).id);
    const { id: old } = await readDatabaseIdentity(from.db);
    await expect(claimStorage({ ...claim, databaseId: old })).rejects.toThrow(ForeignStorageError);

    await target.db.delete(planSteps);
    const there = await openTestRelay({ database: target, dataDir });
    onTestFinished(there.close);
    const newest = Math.max(...(await target.db.select().from(tasks)).map(({ revision }) => revision));
    expect((await there.submit({ sourceId: first.source.id })).revision).toBeGreaterThan(newest);
  });
});
