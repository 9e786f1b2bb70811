import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../testing/waitUntil.ts';
import type { Db } from '../../database/openDatabase.ts';
import { sources } from '../../database/schema.ts';
import { dataFolder } from '../../testing/dataFolder.ts';
import { testDatabaseKinds } from '../../testing/testDatabases.ts';
import { inRevisionOrder, inTurn, nextRevision } from './taskChange.ts';

const postgres = testDatabaseKinds().find(({ name }) => name === 'postgres');
/** Any row will do, and any of its numbers. */
const SOURCE = {
  ...{ id: 'a'.repeat(64), width: 400, height: 400, format: 'png', fileBytes: 0, orientation: 1 },
  ...{ hasAlpha: false, copyReasons: [], createdAt: new Date() },
};
const change = { fileBytes: nextRevision };
const number = { revision: sources.fileBytes };

/** The embedded database has one connection, and so one transaction at a time. */
test.skipIf(postgres === undefined).each<[string, (db: Db) => Promise<{ revision: number }[]>]>([
  ['in a transaction', (db) => inRevisionOrder(db, (tx) => tx.update(sources).set(change).returning(number))],
  ['in one statement', (db) => db.update(sources).set(change).where(inTurn).returning(number)],
])('revisions commit in their order: a later change waits for the earlier one, %s', async (_name, later) => {
  if (postgres === undefined) throw new Error('There is no Postgres.');
  const databases = await postgres.start();
  onTestFinished(databases.stop);
  const { db, pool, close } = await databases.open(await dataFolder(), 'revisions');
  onTestFinished(close);
  await db.insert(sources).values(SOURCE);
  const committed: string[] = [];
  let isBegun = false;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const first = inRevisionOrder(db, async (tx) => {
    isBegun = true;
    await held;
    return tx.update(sources).set(change).returning(number);
  }).finally(() => committed.push('first'));
  await waitUntil('the first change to have its turn', () => isBegun);
  const second = later(db).finally(() => committed.push('second'));
  await waitUntil('the second change to wait, or to have gone ahead', async () => {
    const waiting = await pool?.query("select 1 from pg_locks where locktype = 'advisory' and not granted");
    return committed.length > 0 || waiting?.rowCount === 1;
  });
  // After that both answers come at once, each on a connection of its own, in any order.
  expect(committed).toEqual([]);
  letGo();
  const [[one], [two]] = await Promise.all([first, second]);
  // Whoever took its number before its turn would have the smaller one.
  expect(two?.revision).toBeGreaterThan(one?.revision ?? Number.POSITIVE_INFINITY);
});
