import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../testing/waitUntil.ts';
import { startHalfOpenProxy } from '../testing/halfOpenProxy.ts';
import { type TestDatabases, testDatabaseKinds } from '../testing/testDatabases.ts';
import { isDatabaseAway } from './databaseError.ts';
import { type Database, openDatabase } from './openDatabase.ts';

const postgres = testDatabaseKinds().find(({ name }) => name === 'postgres');
/** Only silence is waited for to its end; all else has ten times as long as it takes on a busy machine. */
const TIMING = { silenceMs: 3000, heartbeatMs: 100, connectMs: 3000 };
let databases: TestDatabases;
let url: URL;

/** What is heard on a channel, with null for «some may have been missed». */
async function listenTo(database: Database) {
  const heard: (string | null)[] = [];
  await database.listen('news', (payload) => void heard.push(payload));
  return heard;
}

async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => error,
  );
}

function tell(database: Database, text: string) {
  return database.db.execute(sql`select pg_notify('news', ${text})`);
}

/** Waits until it answers, and lets it tell of that. */
function wholeAgain(database: Database) {
  return waitUntil('the database to be whole again', async () => {
    return (await outcomeOf(database.check().then(() => tell(database, 'back')))) === 'done';
  });
}

describe.skipIf(postgres === undefined)('a Postgres that goes away', () => {
  beforeAll(async () => {
    if (postgres === undefined) throw new Error('There is no Postgres.');
    databases = await postgres.start({ isOwn: true });
    url = new URL((await databases.settings('outage')).DATABASE_URL ?? '');
  });
  afterAll(() => databases.stop());

  async function open(address: URL): Promise<Database> {
    const options = { dataDir: '', url: address.href, timing: TIMING, onError: () => undefined };
    const database = await waitUntil('the database to open', () => openDatabase(options).catch(() => null));
    onTestFinished(() => database.close());
    return database;
  }

  test.each(['immediate', 'fast'] as const)(
    'a restart (%s) breaks transactions off as passing trouble, and everything goes on by itself',
    async (mode) => {
      const database = await open(url);
      const heard = await listenTo(database);
      let isInside = () => {};
      const inside = new Promise<void>((resolve) => {
        isInside = resolve;
      });
      let goOn = () => {};
      const waiting = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const brokenOff = outcomeOf(
        database.db.transaction(async (tx) => {
          await tx.execute(sql`select 1`);
          isInside();
          await waiting;
          await tx.execute(sql`select 1`);
        }),
      );
      await inside;
      await databases.restart(mode);
      goOn();
      expect(isDatabaseAway(await brokenOff)).toBe(true);
      await wholeAgain(database);
      await waitUntil('news', () => heard.includes('back'));
      expect(heard[0]).toBeNull();
    },
  );

  async function throughProxy() {
    const proxy = await startHalfOpenProxy(`${url.searchParams.get('host')}/.s.PGSQL.5432`);
    onTestFinished(() => proxy.close());
    const database = await open(new URL(`postgres://outframe@127.0.0.1:${proxy.port}/outage`));
    return { proxy, database };
  }

  test('connections that hear nothing any more are given up, and live updates come back', async () => {
    const { proxy, database } = await throughProxy();
    const heard = await listenTo(database);
    let isInside = () => {};
    const inside = new Promise<void>((resolve) => {
      isInside = resolve;
    });
    let goOn = () => {};
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    // It holds a lock that nobody else could get before the server gives it up too.
    const holder = outcomeOf(
      database.db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(1)`);
        isInside();
        await waiting;
        await tx.execute(sql`select 1`);
      }),
    );
    await inside;
    proxy.swallow('old connections');
    goOn();
    expect(isDatabaseAway(await holder)).toBe(true);
    await waitUntil('the listener to connect anew', () => heard.includes(null));
    await waitUntil('the lock to be free', () =>
      database.db
        .transaction((tx) => tx.execute(sql`select pg_advisory_xact_lock(1)`))
        .then(
          () => true,
          () => null,
        ),
    );
    await wholeAgain(database);
    await waitUntil('news', () => heard.includes('back'));
  });

  test('while all connections are swallowed a check fails within its time, and holds again after', async () => {
    const { proxy, database } = await throughProxy();
    const heard = await listenTo(database);
    await database.check();
    proxy.swallow('everything');
    expect(isDatabaseAway(await outcomeOf(database.db.execute(sql`select 1`)))).toBe(true);
    await waitUntil('the check to fail', async () => (await outcomeOf(database.check())) !== 'done');
    proxy.pass();
    await waitUntil('news after all', () => heard.includes(null));
    await wholeAgain(database);
  });
});
