import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../testing/waitUntil.ts';
import { createSourceStore } from '../sources/sourceStore.ts';
import { startHousekeeper } from '../tasks/cleanup/housekeeper.ts';
import { dataFolder } from '../testing/dataFolder.ts';
import { openTestRelay } from '../testing/testRelay.ts';
import { maintainEmbedded } from './maintainEmbedded.ts';
import { type Db, openDatabase } from './openDatabase.ts';
import { refreshGrownStatistics } from './refreshStatistics.ts';

async function openEmbedded() {
  const dataDir = await dataFolder();
  const database = await openDatabase({ dataDir, url: null, onError: () => undefined });
  onTestFinished(database.close);
  const relay = await openTestRelay({ database, dataDir });
  onTestFinished(relay.close);
  await relay.submit();
  return { relay, db: database.db };
}

/** As many changes as some hundred tasks bring, each in a transaction of its own. */
async function change(db: Db): Promise<void> {
  await db.execute(sql`do $$ begin
    for count in 1..1000 loop
      update tasks set revision = nextval('task_revision'), due_at = due_at + interval '1 ms';
      commit;
    end loop;
  end $$`);
}

async function one(db: Db, what: string): Promise<number> {
  const [row] = await db.select({ value: sql<string>`(${sql.raw(what)})` }).from(sql`(values (1)) as one`);
  return Number(row?.value);
}
const indexBytes = (db: Db) => one(db, `pg_indexes_size('tasks')`);
/** What a start after a crash has to read. */
const logBytes = (db: Db) =>
  one(db, 'select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) from pg_control_checkpoint()');

test('an embedded database that is maintained does not grow with what changes in it', async () => {
  const { db } = await openEmbedded();
  await change(db);
  expect(await logBytes(db)).toBeGreaterThan(50_000);
  await maintainEmbedded(db);
  expect(await logBytes(db)).toBeLessThan(5000);
  const sizes: number[] = [];
  for (let hour = 0; hour < 6; hour += 1) {
    await change(db);
    await maintainEmbedded(db);
    sizes.push(await indexBytes(db));
  }
  // What was freed is used again from the hour after the next one on; how full the pages of an index get varies a little.
  const settled = sizes[2] ?? 0;
  expect(sizes[5]).toBeLessThanOrEqual(1.1 * settled);

  for (let hour = 0; hour < 6; hour += 1) await change(db);
  expect(await indexBytes(db)).toBeGreaterThan(1.5 * settled);
});

test('a stop is heard between two tables', async () => {
  const { db } = await openEmbedded();
  await change(db);
  let asked = 0;
  await maintainEmbedded(db, () => {
    asked += 1;
    return asked === 2;
  });
  expect(asked).toBe(2);
  expect(await logBytes(db)).toBeGreaterThan(50_000);
});

const countedTasks = (db: Db) => one(db, `select reltuples from pg_class where relname = 'tasks'`);

/** Tasks that came at once, as from a script. */
async function addMany(db: Db, count: number): Promise<void> {
  await db.execute(sql`insert into tasks (id, idempotency_key, request_hash, revision, status, provider, source_id,
    expansion, prompt, n, status_since, created_at) select gen_random_uuid(), gen_random_uuid(), '', 1, 'succeeded',
    'kling', (select id from sources limit 1), '{}', '', 1, now(), now() from generate_series(1, ${count}::int)`);
}

test('what a table holds is counted again once it has grown by much, and not before', async () => {
  const { db } = await openEmbedded();
  await addMany(db, 3000);
  expect(await countedTasks(db)).toBeLessThan(10);
  await refreshGrownStatistics(db);
  expect(await countedTasks(db)).toBe(3001);
  await addMany(db, 300);
  await refreshGrownStatistics(db);
  expect(await countedTasks(db)).toBe(3001);
  await addMany(db, 1200);
  await refreshGrownStatistics(db);
  expect(await countedTasks(db)).toBe(4501);
});

/** @returns once the first round of tidying has come to the files */
async function keepHouse(maintainAfterMs: number) {
  const { relay, db } = await openEmbedded();
  await change(db);
  await addMany(db, 3000);
  await new Promise<void>((resolve) => {
    const stop = startHousekeeper({
      ...{ db, store: relay.store, fileOwners: relay.fileOwners, sources: createSourceStore(db) },
      ...{ now: relay.clock.now, logger: pino({ level: 'silent' }), retentionDays: null, temporaryMs: 0 },
      ...{ knownSince: new Date(0), maintainsDatabase: true, maintainAfterMs },
      requireOwnFiles: async () => resolve(),
    });
    onTestFinished(stop);
  });
  return db;
}

test('a relay that has the database to itself maintains it by itself', async () => {
  const db = await keepHouse(0);
  await waitUntil('the log to begin anew', async () => (await logBytes(db)) < 5000);
});

test('the first thing after a start is to count tables that have grown, and nothing else: nobody is answered in the meantime', async () => {
  const db = await keepHouse(60 * 60_000);
  expect(await countedTasks(db)).toBe(3001);
  expect(await logBytes(db)).toBeGreaterThan(50_000);
});
