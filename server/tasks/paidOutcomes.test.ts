import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { StoppedClock } from '../../testing/testClock.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../../testing/upstream/upstreamOptions.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import type { Database } from '../database/openDatabase.ts';
import { results, tasks } from '../database/schema.ts';
import { createFinisher } from '../finishing/finisher.ts';
import type { KlingPreset } from '../providers/kling/klingPreset.ts';
import { openSuiteDatabase, type SuiteDatabase } from '../testing/suiteDatabase.ts';
import { testDatabaseKinds } from '../testing/testDatabases.ts';
import { openTestRelay } from '../testing/testRelay.ts';

/** A NUL, and pairs of surrogates that lost a half: no database takes them as they are. */
const POISON = 'no \u0000 such \ud83d thing \ude00';
const STORED = 'no \ufffd such \ufffd thing \ufffd';

let suite: SuiteDatabase;
let database: Database;
const finisher = createFinisher();

beforeAll(async () => {
  const [kind] = testDatabaseKinds();
  if (kind === undefined) throw new Error('There is no database.');
  suite = await openSuiteDatabase('paid-outcomes', kind);
  database = suite.database;
});
afterEach(async () => void (await database.db.delete(tasks)));
afterAll(async () => {
  await finisher.close();
  await suite.close();
});

async function open(options: UpstreamOptions, preset: Partial<KlingPreset> = {}) {
  const upstream = await startFakeUpstream({ timing: { polls: 1 }, ...options });
  onTestFinished(() => upstream.close());
  const clock = new StoppedClock();
  const start = async () => {
    const relay = await openTestRelay({
      database,
      dataDir: suite.folder.path,
      upstream,
      finisher,
      clock,
      preset,
    });
    onTestFinished(relay.close);
    return relay;
  };
  return { upstream, clock, start, paid: () => Object.values(upstream.state().acceptedByExternalId) };
}

test('the end of a create is kept whatever its words, and nothing is sent again', async () => {
  const body = { code: 5000, message: POISON, request_id: POISON };
  const { start, paid, upstream } = await open({
    script: [{ on: 'create', reply: { status: 500, body, afterHandling: true } }],
  });
  const relay = await start();
  const task = await relay.submit();
  await relay.runner.runUntilIdle();
  const waiting = (await relay.reader.find(task.id))?.waiting;
  expect(waiting?.upstream).toMatchObject({ message: STORED, requestId: STORED });
  await relay.runTo(task.id, 'processing', 'finishing', 'succeeded');
  expect(paid()).toEqual([1]);
  expect(upstream.state().creates).toHaveLength(1);
});

test('the reason of a task that failed is kept whatever its words', async () => {
  const { start } = await open({ script: [{ on: 'create', taskFails: { message: POISON } }] });
  const relay = await start();
  const task = await relay.submit();
  expect((await relay.runTo(task.id, 'failed')).problem).toMatchObject({
    code: 'upstream-task-failed',
    upstream: { message: STORED },
  });
});

test('an image that is withheld is said, the others are kept, and nothing is paid again', async () => {
  const { start, paid } = await open({ script: [{ on: 'create', taskWithholds: [1] }] });
  const relay = await start();
  const task = await relay.submit({ n: 3 });
  const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
  expect(done).toMatchObject({ status: 'succeeded' });
  expect(done.results.map(({ index, flags }) => [index, flags])).toEqual([
    [0, ['fewer-images']],
    [2, ['fewer-images']],
  ]);
  expect(done).toMatchObject({ n: 3, came: 2, variants: 3 });
  // What is deleted is not missing, and takes no number from the others.
  await database.db.update(results).set({ deletedAt: new Date() }).where(eq(results.index, 0));
  expect(await relay.reader.find(task.id)).toMatchObject({ came: 2, variants: 3, results: [{ index: 2 }] });
  expect((await relay.reader.outlinePage({ limit: 1 })).tasks).toMatchObject([{ n: 3, variants: 3 }]);
  expect(paid()).toEqual([1]);
});

test('a backup from before a submit was written down is restored: the task is asked for, and paid once', async () => {
  const { start, paid, clock, upstream } = await open({ repeats: 'accepted' });
  const first = await start();
  const task = await first.submit();
  const isOurs = eq(tasks.id, task.id);
  const [backup] = await database.db.select().from(tasks).where(isOurs);
  if (backup === undefined) throw new Error('There is no row.');
  await first.runTo(task.id, 'processing');
  await first.close();

  await database.db.update(tasks).set(backup).where(isOurs);
  clock.advance(60_000);
  const second = await start();
  await second.runTo(task.id, 'processing', 'finishing', 'succeeded');
  expect(paid()).toEqual([1]);
  expect(upstream.state().creates).toHaveLength(1);
});

test('a backup from while a submit was under way is restored: where nothing can be asked, a person decides', async () => {
  const { start, paid, clock, upstream } = await open(
    {
      ...{ repeats: 'accepted', findsByExternalId: false },
      script: [{ on: 'create', hang: 'after-handling' }],
    },
    { duplicates: 'unknown', findsExternalId: 'unknown' },
  );
  const first = await start();
  const task = await first.submit();
  const isOurs = eq(tasks.id, task.id);
  first.runner.start();
  await waitUntil('the provider to have it', () => paid().length === 1);
  const [backup] = await database.db.select().from(tasks).where(isOurs);
  await first.close();
  expect(backup).toMatchObject({ status: 'submitting', sentAt: expect.any(Date) });

  await database.db
    .update(tasks)
    .set({ ...backup, leaseOwner: null, leaseUntil: null })
    .where(isOurs);
  clock.advance(60_000);
  const second = await start();
  const ended = await second.runTo(task.id, 'uncertain', 'processing', 'failed');
  expect(ended).toMatchObject({ status: 'uncertain', problem: { code: 'submit-uncertain' } });
  expect(upstream.state().creates).toHaveLength(1);
});
