import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { TaskQueue } from '../tasks/rows/taskQueue.ts';
import { openSuiteDatabase, type SuiteDatabase } from '../testing/suiteDatabase.ts';
import { testDatabaseKinds } from '../testing/testDatabases.ts';
import { openTestRelay } from '../testing/testRelay.ts';
import { DatabaseClock } from './databaseClock.ts';
import type { Database } from './openDatabase.ts';

const HOUR_MS = 60 * 60_000;
/** By no clock that a test puts back or forward. */
const trueMs = () => performance.timeOrigin + performance.now();
const startClock = async (database: Database) => {
  const clock = await DatabaseClock.start({
    db: database.db,
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => clock.stop());
  return clock;
};

describe.each(testDatabaseKinds())('the clock of the $name database', (kind) => {
  let suite: SuiteDatabase;
  let database: Database;
  beforeAll(async () => {
    suite = await openSuiteDatabase('clock', kind);
    database = suite.database;
  });
  afterAll(() => suite.close());

  test('an hour that comes a second time is not waited for', async () => {
    const relay = await openTestRelay({ database, dataDir: suite.folder.path });
    onTestFinished(() => relay.close());
    const task = await relay.submit();
    // As it stands after a clock went back: everything was written an hour later than now.
    await database.db.execute(sql`update tasks set due_at = due_at + interval '1 hour',
      status_since = status_since + interval '1 hour', sent_at = now() + interval '1 hour',
      denied_at = now() + interval '1 hour', trouble_since = now() + interval '1 hour', lease_owner = 'dead',
      lease_until = now() + interval '1 hour'`);
    await database.db.execute(sql`update database_identity set clock_at = now() + interval '1 hour'`);
    const clock = await startClock(database);
    expect(Math.abs(clock.now().getTime() - trueMs())).toBeLessThan(5000);
    const queue = new TaskQueue(database.db, () => new Date(clock.now().getTime() + 5000));
    const taken = (await queue.take(randomUUID(), { leaseMs: 20_000, limit: 5 })).leased;
    expect(taken.map(({ lease }) => lease.taskId)).toEqual([task.id]);
    const [{ task: stored } = { task: null }] = taken;
    for (const at of [stored?.statusSince, stored?.sentAt, stored?.deniedAt, stored?.troubleSince]) {
      expect(Math.abs((at?.getTime() ?? 0) - trueMs())).toBeLessThan(HOUR_MS / 60);
    }
    // And only once.
    await clock.sync();
    const { nextDueAt } = await queue.take(randomUUID(), { leaseMs: 20_000, limit: 0 });
    expect(nextDueAt?.getTime()).toBeGreaterThan(clock.now().getTime());
  });

  // Two relays share no embedded database.
  if (kind.name === 'embedded') return;
  test('relays whose own clocks are 30 s apart agree, so neither takes what the other is at work on', async () => {
    const right = await startClock(database);
    const relay = await openTestRelay({ database, dataDir: suite.folder.path });
    onTestFinished(() => relay.close());
    const task = await relay.submit();
    const [leased] = (
      await new TaskQueue(database.db, () => new Date(right.now().getTime() + 100)).take('first', {
        leaseMs: 20_000,
        limit: 1,
      })
    ).leased;
    expect(leased?.task.id).toBe(task.id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30_000 });
    onTestFinished(() => void vi.useRealTimers());
    const ahead = await startClock(database);
    expect(Math.abs(ahead.now().getTime() - right.now().getTime())).toBeLessThan(5000);
    const stolen = (
      await new TaskQueue(database.db, ahead.now).take('second', {
        leaseMs: 20_000,
        limit: 5,
      })
    ).leased;
    expect(stolen).toEqual([]);
  });
});
