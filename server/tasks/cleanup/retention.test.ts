import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { configSchema } from '../../../src/domain/contract/config.ts';
import type { Task } from '../../../src/domain/contract/task.ts';
import { makeTemporaryFolder } from '../../../testing/makeTemporaryFolder.ts';
import { testJpeg } from '../../../testing/testImages.ts';
import { startFakeUpstream } from '../../../testing/upstream/fakeUpstream.ts';
import type { Database } from '../../database/openDatabase.ts';
import { results, sources as sourceRows, tasks } from '../../database/schema.ts';
import { createSourceStore } from '../../sources/sourceStore.ts';
import { inlineFinisher } from '../../testing/inlineFinisher.ts';
import { openSuiteDatabase, type SuiteDatabase } from '../../testing/suiteDatabase.ts';
import { testDatabaseKinds } from '../../testing/testDatabases.ts';
import { openTestRelay } from '../../testing/testRelay.ts';
import { purgeDeletedTasks } from './deletedTasks.ts';
import { expireTasks, keptSince } from './retention.ts';
import { sweep } from './sweep.ts';

const DAY_MS = 24 * 60 * 60_000;
const retentionDays = 30;

describe.each(testDatabaseKinds())('tasks that were kept long enough, on the $name database', (kind) => {
  let suite: SuiteDatabase;
  let database: Database;
  beforeAll(async () => {
    suite = await openSuiteDatabase('retention', kind);
    database = suite.database;
  });
  afterAll(() => suite.close());

  /** A relay with a folder of its own for its files, and nothing in the database. */
  async function open() {
    const folder = await makeTemporaryFolder();
    const upstream = await startFakeUpstream({ timing: { polls: 1 }, exact: true });
    const relay = await openTestRelay({
      ...{ database, upstream, retentionDays },
      finisher: inlineFinisher,
      dataDir: folder.path,
    });
    onTestFinished(async () => {
      await relay.close();
      await upstream.close();
      await folder.remove();
      await database.db.delete(tasks);
      await database.db.delete(sourceRows);
    });
    const { now } = relay.clock;
    const parts = { db: database.db, now, retentionDays };
    const sources = createSourceStore(database.db);
    const clearAway = () =>
      sweep({
        ...relay,
        sources,
        now,
        temporaryMs: DAY_MS,
        keptSince: keptSince(parts),
        knownSince: new Date(0),
      });
    const isThere = async (task: Task) => (await relay.reader.find(task.id)) !== null;
    const isSourceThere = async (task: Task) =>
      (await relay.store.sizeOf('sources', task.source.id)) !== null;
    const succeed = async (sourceId?: string) => {
      const task = await relay.submit(sourceId === undefined ? {} : { sourceId });
      return relay.runTo(task.id, 'succeeded');
    };
    return { relay, folder, sources, parts, clearAway, isThere, isSourceThere, succeed };
  }

  test('go with their files and with sources that nobody else has; open and uncertain ones stay', async () => {
    const opened = await open();
    const { relay, sources, parts, clearAway, isThere, isSourceThere, succeed } = opened;
    const old = await succeed((await relay.addSource(await testJpeg({ width: 410, height: 320 }))).id);
    await relay.app.request(`/api/results/${old.results[0]?.id}/image?width=64`);
    const sharing = await succeed((await relay.addSource(await testJpeg({ width: 420, height: 320 }))).id);
    const uncertain = await succeed((await relay.addSource(await testJpeg({ width: 430, height: 320 }))).id);
    const doubt = { status: 'uncertain' };
    await database.db.update(tasks).set(doubt).where(eq(tasks.id, uncertain.id));
    const unused = await relay.addSource(await testJpeg({ width: 440, height: 320 }));
    relay.clock.advance(20 * DAY_MS);
    const recent = await relay.submit({ sourceId: sharing.source.id });
    await relay.tasks.cancel(recent.id);
    const waiting = await relay.submit({ sourceId: sharing.source.id });
    await database.db
      .update(tasks)
      .set({ dueAt: null, createdAt: new Date(0) })
      .where(eq(tasks.id, waiting.id));
    expect(await expireTasks(parts)).toBe(0);

    relay.clock.advance(11 * DAY_MS);
    const { revision } = uncertain;
    expect(await expireTasks(parts)).toBe(2);
    const there = await Promise.all([old, sharing, uncertain, recent, waiting].map(isThere));
    expect(there).toEqual([false, false, true, true, true]);
    const { news } = await relay.reader.newsSince(revision, 100);
    const deleted = news.filter(({ task }) => task === null).map(({ id }) => id);
    expect(deleted.toSorted()).toEqual([old.id, sharing.id].toSorted());

    await clearAway();
    for (const shelf of ['results', 'renditions'] as const) {
      const names = (await relay.store.list(shelf)).map(({ name }) => name);
      const [kept] = uncertain.results;
      expect(names.filter((name) => !name.startsWith(kept?.id ?? ''))).toEqual([]);
    }
    expect(await isSourceThere(old)).toBe(false);
    expect(await isSourceThere(sharing)).toBe(true);
    expect(await isSourceThere(uncertain)).toBe(true);
    expect(await relay.store.sizeOf('sources', unused.id)).toBeNull();
    expect(await sources.find(unused.id)).toBeNull();

    // The marks of deleted tasks go in time, and the row of the source with them.
    expect(await sources.find(old.source.id)).not.toBeNull();
    relay.clock.advance(8 * DAY_MS);
    await purgeDeletedTasks({ ...relay, now: relay.clock.now });
    await expireTasks(parts);
    expect(await sources.find(old.source.id)).toBeNull();
    expect(await sources.find(sharing.source.id)).not.toBeNull();
  });

  test('a source that is brought in again is kept as if it were new', async () => {
    const { relay, parts, clearAway, sources } = await open();
    const bytes = await testJpeg({ width: 450, height: 320 });
    const source = await relay.addSource(bytes);
    relay.clock.advance(31 * DAY_MS);
    const body = new Uint8Array(bytes);
    expect((await relay.app.request('/api/sources', { method: 'POST', body })).status).toBe(200);
    await expireTasks(parts);
    await clearAway();
    expect(await sources.find(source.id)).not.toBeNull();
    expect(await relay.store.sizeOf('sources', source.id)).not.toBeNull();
  });

  test('many go in small transactions, whoever else is at it', async () => {
    const { relay, parts, folder } = await open();
    const source = await relay.addSource();
    for (let count = 0; count < 7; count += 1) {
      await relay.tasks.cancel((await relay.submit({ sourceId: source.id })).id);
    }
    relay.clock.advance(31 * DAY_MS);
    const expired = await Promise.all([1, 2, 3].map(() => expireTasks({ ...parts, batch: 2 })));
    expect(expired.reduce((sum, count) => sum + count, 0)).toBe(7);
    expect((await relay.reader.page({ limit: 10 })).tasks).toEqual([]);
    expect(await readdir(path.join(folder.path, 'temporary'))).toEqual([]);
  });

  test('what has a starred result stays until the star or the result goes', async () => {
    const { relay, parts, isThere } = await open();
    const source = await relay.addSource();
    const withResult = async (id: string) => {
      const task = await relay.submit({ sourceId: source.id });
      await relay.tasks.cancel(task.id);
      const sizes = { width: 1, height: 1, fileBytes: 1 };
      const createdAt = relay.clock.now();
      await database.db
        .insert(results)
        .values({ ...sizes, taskId: task.id, index: 0, id, flags: [], createdAt });
      return task;
    };
    const starred = await withResult('starred');
    const other = await withResult('other');
    await relay.tasks.star(['starred'], { isStarred: true, owner: undefined });
    relay.clock.advance(31 * DAY_MS);
    expect(await expireTasks(parts)).toBe(1);
    expect(await Promise.all([starred, other].map(isThere))).toEqual([true, false]);
    await relay.tasks.star(['starred'], { isStarred: false, owner: undefined });
    expect(await expireTasks(parts)).toBe(1);
  });

  test('without a limit nothing goes', async () => {
    const { relay, parts } = await open();
    await relay.tasks.cancel((await relay.submit()).id);
    relay.clock.advance(10_000 * DAY_MS);
    expect(await expireTasks({ ...parts, retentionDays: null })).toBe(0);
    const config = configSchema.parse(await (await relay.app.request('/api/config')).json());
    expect(config.retentionDays).toBe(retentionDays);
  });
});
