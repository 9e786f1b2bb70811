import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { StoppedClock } from '../../../testing/testClock.ts';
import { testJpeg } from '../../../testing/testImages.ts';
import { startFakeUpstream } from '../../../testing/upstream/fakeUpstream.ts';
import type { Database } from '../../database/openDatabase.ts';
import { sources as sourceRows } from '../../database/schema.ts';
import { madeName, RULES_VERSION } from '../../images/madeName.ts';
import { sharp } from '../../images/sharpSetup.ts';
import { createSourceStore } from '../../sources/sourceStore.ts';
import { inlineFinisher } from '../../testing/inlineFinisher.ts';
import { openSuiteDatabase, type SuiteDatabase } from '../../testing/suiteDatabase.ts';
import { openTestRelay, type TestRelay } from '../../testing/testRelay.ts';
import { TEST_STORES, type TestStore, type TestStoreKind } from '../../testing/testStores.ts';
import { ConcurrencyLimiter } from '../admission/concurrencyLimiter.ts';
import { finalName, rawName } from '../rows/resultFiles.ts';
import { TaskQueue } from '../rows/taskQueue.ts';
import { runStep } from '../steps/taskSteps.ts';
import { sweep } from './sweep.ts';

let suite: SuiteDatabase;
let database: Database;

beforeAll(async () => {
  suite = await openSuiteDatabase('sweep');
  database = suite.database;
});
afterAll(() => suite.close());

async function open(kind: TestStoreKind) {
  const upstream = await startFakeUpstream({ timing: { polls: 1 }, exact: true });
  const opened = await kind.open();
  const { store } = opened;
  const relay = await openTestRelay({
    ...{ database, dataDir: suite.folder.path, store, upstream },
    ...{ finisher: inlineFinisher, clock: new StoppedClock() },
  });
  onTestFinished(async () => {
    await relay.close();
    await opened.close();
    await upstream.close();
  });
  const sources = createSourceStore(database.db);
  const tidy = (knownSince = new Date(0), now = () => new Date()) =>
    sweep({ ...relay, sources, now, temporaryMs: 0, keptSince: null, knownSince });
  return { relay, upstream, tidy, opened };
}

const HOUR_MS = 60 * 60_000;

class Crash extends Error {}

type Alive = <Args extends unknown[], T>(
  work: (...args: Args) => Promise<T>,
) => (...args: Args) => Promise<T>;

class DyingQueue extends TaskQueue {
  constructor(now: () => Date, alive: Alive) {
    super(database.db, now);
    this.addResult = alive(super.addResult.bind(this));
  }
}

class DyingLine extends ConcurrencyLimiter {
  constructor(now: () => Date, alive: Alive) {
    super(database.db, now);
    this.reserve = alive(super.reserve.bind(this));
  }
}

/** The relay's parts as they are until the given write; then the process is dead: nothing works, nothing is tidied. */
function dyingAt(relay: TestRelay, lastWrite: number) {
  let writes = 0;
  const alive: Alive = (work) => {
    return async (...args) => {
      writes += 1;
      if (writes > lastWrite) throw new Crash();
      return work(...args);
    };
  };
  const { store, queue } = relay;
  return {
    parts: {
      ...relay.runnerDeps,
      store: {
        ...store,
        adopt: alive(store.adopt),
        discard: alive(store.discard),
        remove: alive(store.remove),
      },
      queue: new DyingQueue(relay.clock.now, alive),
      line: new DyingLine(relay.clock.now, alive),
    },
    completeStep: alive(queue.completeStep.bind(queue)),
    writes: () => writes,
  };
}

/** Works until everything is done or the process has died. */
async function workUntilDeath(relay: TestRelay, lastWrite: number): Promise<boolean> {
  const { parts, completeStep, writes } = dyingAt(relay, lastWrite);
  const signal = new AbortController().signal;
  try {
    for (;;) {
      const [leased] = (await relay.queue.take(`owner-${lastWrite}`, { leaseMs: 15_000, limit: 1 })).leased;
      if (leased === undefined) return writes() > lastWrite;
      const outcome = await runStep(parts, leased, signal);
      await completeStep(leased.lease, outcome.change);
      relay.clock.advance(1000);
    }
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return true;
  }
}

async function expectWholeResults(relay: TestRelay, taskId: string): Promise<number> {
  const task = await relay.reader.find(taskId);
  for (const { id, width, height } of task?.results ?? []) {
    expect(await relay.store.sizeOf('results', rawName(id))).not.toBeNull();
    await relay.store.withFile('results', finalName(id), async (file) => {
      await sharp(file, { failOn: 'truncated' }).stats();
      expect(await sharp(file).metadata()).toMatchObject({ width, height });
    });
  }
  return task?.results.length ?? 0;
}

async function filesLeft({ store }: TestStore): Promise<string[]> {
  const kept = [...(await store.list('results')), ...(await store.list('renditions'))];
  const temporary = await readdir(path.dirname(store.temporaryPath()));
  return [...kept.map(({ name }) => name), ...temporary];
}

describe.each(TEST_STORES)('files on $name', (kind) => {
  test('a crash between any two writes leaves nothing half-visible and, after a sweep, nothing orphaned', async () => {
    const { relay, upstream, tidy, opened } = await open(kind);
    // As small as a provider takes: every round finishes its pictures twice.
    const { id: sourceId } = await relay.addSource(await testJpeg({ width: 300, height: 300 }));
    let lastWrite = 0;
    for (let hasDied = true; hasDied; lastWrite += 1) {
      const task = await relay.submit({
        n: 2,
        sourceId,
        expansion: { up: 0, right: 0.1, bottom: 0, left: 0 },
      });
      hasDied = await workUntilDeath(relay, lastWrite);
      await expectWholeResults(relay, task.id);
      // Another relay takes over; what is under way is not swept away from under it.
      relay.clock.advance(20_000);
      await tidy();
      await expectWholeResults(relay, task.id);
      await workUntilDeath(relay, Number.POSITIVE_INFINITY);
      expect(await relay.reader.find(task.id)).toMatchObject({ status: 'succeeded' });
      expect(await expectWholeResults(relay, task.id)).toBe(2);
      // The deletion dies too, right after its row.
      await relay.tasks.remove(task.id);
      expect(await filesLeft(opened)).not.toEqual([]);
      await tidy();
      expect(await filesLeft(opened)).toEqual([]);
    }
    expect(lastWrite).toBeGreaterThan(10);
    const { acceptedByExternalId } = upstream.state();
    expect(new Set(Object.values(acceptedByExternalId))).toEqual(new Set([1]));
    expect(Object.keys(acceptedByExternalId)).toHaveLength(lastWrite);
  });

  test('sources without a row go once they are old, with their copies and renditions; the others stay', async () => {
    const { relay, tidy, opened } = await open(kind);
    const kept = await relay.addSource();
    const orphan = 'b'.repeat(64);
    const names = [
      ['sources', orphan],
      ['upstream', orphan],
      ['renditions', `${orphan}-320.webp`],
      ['renditions', madeName(kept.id, '320.webp')],
      ['sources', 'c'.repeat(64)],
    ] as const;
    const old = new Date(Date.now() - 2 * 60 * 60_000);
    for (const [shelf, name] of names) {
      const file = relay.store.temporaryPath();
      await writeFile(file, 'x');
      await relay.store.adopt(file, shelf, name);
      if (!name.startsWith('c')) await opened.age(shelf, name, old);
    }
    await opened.age('sources', kept.id, old);
    expect(await tidy()).toBe(3);
    const left = await Promise.all(names.map(([shelf, name]) => relay.store.sizeOf(shelf, name)));
    expect(left.map((size) => size !== null)).toEqual([false, false, false, true, true]);
    expect(await relay.store.sizeOf('sources', kept.id)).not.toBeNull();
  });

  test('what was made by older rules goes once it is old, and what was made by those of a newer relay stays', async () => {
    const { relay, tidy, opened } = await open(kind);
    const { id } = await relay.addSource();
    const newer = `-r${RULES_VERSION + 1}-`;
    const names = [
      ['upstream', id],
      ['renditions', `${id}-320.webp`],
      ['upstream', `${id}-crop-0-0-10-10-sent`],
      ['renditions', `${id}-r0-delivery-10x10.png`],
      ['upstream', madeName(id, 'sent')],
      ['renditions', madeName(id, '640.webp')],
      ['renditions', `${id}${newer}320.webp`],
      ['renditions', `${id}-640.webp`],
    ] as const;
    const old = new Date(Date.now() - 2 * HOUR_MS);
    for (const [shelf, name] of names) {
      const file = relay.store.temporaryPath();
      await writeFile(file, 'x');
      await relay.store.adopt(file, shelf, name);
      if (name !== `${id}-640.webp`) await opened.age(shelf, name, old);
    }
    expect(await tidy()).toBe(4);
    const left = await Promise.all(names.map(([shelf, name]) => relay.store.sizeOf(shelf, name)));
    expect(left.map((size) => size !== null)).toEqual([false, false, false, false, true, true, true, true]);
    await relay.store.remove('renditions', `${id}-640.webp`);
    expect(await relay.store.sizeOf('sources', id)).not.toBeNull();
  });

  test('a source that somebody takes up between the first look at its row and its removal stays', async () => {
    const { relay, opened } = await open(kind);
    const [taken, orphan] = [
      // No task of another test has them.
      await relay.addSource(await testJpeg({ width: 310, height: 330 })),
      await relay.addSource(await testJpeg({ width: 320, height: 320 })),
    ];
    for (const { id } of [taken, orphan]) {
      await database.db.delete(sourceRows).where(eq(sourceRows.id, id));
      await opened.age('sources', id, new Date(Date.now() - 2 * HOUR_MS));
    }
    const sources = createSourceStore(database.db);
    let looks = 0;
    const takenUp: typeof sources = {
      ...sources,
      needed: async (ids, keptSince) => {
        const needed = await sources.needed(ids, keptSince);
        looks += 1;
        if (looks === 1) await sources.keep(taken, new Date());
        return needed;
      },
    };
    const parts = { temporaryMs: 0, keptSince: null, knownSince: new Date(0), now: () => new Date() };
    await sweep({ ...relay, ...parts, sources: takenUp });
    expect(await relay.store.sizeOf('sources', taken.id)).not.toBeNull();
    expect(await relay.store.sizeOf('sources', orphan.id)).toBeNull();
  });

  test('what is older than all that the database knows may be of another one, and stays', async () => {
    const { relay, tidy, opened } = await open(kind);
    const file = relay.store.temporaryPath();
    await writeFile(file, 'x');
    await relay.store.adopt(file, 'sources', 'd'.repeat(64));
    await opened.age('sources', 'd'.repeat(64), new Date(Date.now() - 3 * HOUR_MS));
    await tidy(new Date(Date.now() - 2 * HOUR_MS));
    expect(await relay.store.sizeOf('sources', 'd'.repeat(64))).toBe(1);
    await tidy(new Date(Date.now() - 4 * HOUR_MS));
    expect(await relay.store.sizeOf('sources', 'd'.repeat(64))).toBeNull();
  });

  test('sources and results are put away for a week before they are gone', async () => {
    const { relay, tidy, opened } = await open(kind);
    const names = [
      ['sources', 'e'.repeat(64)],
      ['results', 'nobodys-0.png'],
      ['renditions', 'nobodys-0.png-320.webp'],
    ] as const;
    for (const [collection, name] of names) {
      const file = relay.store.temporaryPath();
      await writeFile(file, 'x');
      await relay.store.adopt(file, collection, name);
      await opened.age(collection, name, new Date(Date.now() - 2 * HOUR_MS));
    }
    expect(await tidy()).toBe(3);
    for (const [collection, name] of names) expect(await relay.store.sizeOf(collection, name)).toBeNull();
    expect(await opened.trash()).toEqual(['nobodys-0.png', 'e'.repeat(64)].toSorted());
    const later = (days: number) => () => new Date(Date.now() + days * 24 * HOUR_MS);
    expect(await tidy(undefined, later(6))).toBe(0);
    expect(await tidy(undefined, later(8))).toBe(2);
    expect(await opened.trash()).toEqual([]);
  });
});
