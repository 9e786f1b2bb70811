import { randomUUID } from 'node:crypto';
import { eq, inArray, or, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaskFilter } from '../../../src/domain/contract/lists.ts';
import type { Task } from '../../../src/domain/contract/task.ts';
import type { Database } from '../../database/openDatabase.ts';
import { refreshStatistics } from '../../database/refreshStatistics.ts';
import { IS_TYPED, results, sources, tasks } from '../../database/schema.ts';
import { openSuiteDatabase, type SuiteDatabase } from '../../testing/suiteDatabase.ts';
import { testDatabaseKinds } from '../../testing/testDatabases.ts';
import { TaskStore } from '../taskStore.ts';
import { fillSearch } from './fillSearch.ts';
import { pageOfIds } from './pageOfIds.ts';
import { searchLiteral } from './passing.ts';
import { nextRevision } from './taskChange.ts';
import { TaskReader } from './taskReader.ts';

const SOURCE_A = 'a'.repeat(64);
const SOURCE_B = 'b'.repeat(64);
const BATCH = '4f1c2a52-6a5b-4d37-9f0e-1a2b3c4d5e6f';
const START_MS = Date.UTC(2026, 0, 1);
/** Of six tasks one has a format with a name, and two have some that were typed. */
const FORMAT_IDS = ['story', null, 'custom 5:3', null, 'custom 1200 × 628', null];
const PROMPTS = ['Evening light', 'more sky, soft clouds', '广阔的天空'];

describe.each(testDatabaseKinds())('lists of tasks on the $name database', (kind) => {
  let suite: SuiteDatabase;
  let database: Database;
  let reader: TaskReader;
  let store: TaskStore;

  beforeAll(async () => {
    suite = await openSuiteDatabase('gallery', kind);
    database = suite.database;
    reader = new TaskReader(database.db);
    store = new TaskStore(database.db, () => new Date(START_MS));
    await fill(database);
  });
  afterAll(() => suite.close());

  /** Numbers of the tasks on all pages, in their order. */
  async function numbers(filter: TaskFilter, limit = 7): Promise<number[]> {
    const found: number[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await reader.outlinePage({
        ...filter,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.tasks.map(({ createdAt }) => (Date.parse(createdAt) - START_MS) / 1000));
      expect(page.tasks.length).toBeLessThanOrEqual(limit);
      cursor = page.nextCursor;
    }
    return found;
  }
  const among = (passes: (n: number) => boolean) =>
    Array.from({ length: COUNT }, (_, step) => COUNT - 1 - step).filter(passes);

  test.each<[string, TaskFilter, (n: number) => boolean]>([
    ['everything', {}, () => true],
    ['two states', { status: ['failed', 'queued'] }, (n) => n % 4 === 1],
    ['a provider', { provider: 'deerapi' }, (n) => n % 5 === 0],
    ['a source', { source: SOURCE_B }, (n) => n % 3 === 0],
    ['a format', { format: 'story' }, (n) => n % 6 === 0],
    ['a batch', { batch: BATCH }, (n) => n % 7 === 0],
    ['a batch of one source', { batch: BATCH, source: SOURCE_B }, (n) => n % 21 === 0],
    ['stars', { starred: true }, (n) => n === 8 || n === 20],
    ['words of the prompt', { search: 'SOFT clo' }, (n) => n % 3 === 1],
    ['a word of a script without spaces', { search: '天空' }, (n) => n % 3 === 2],
    ['words of the file name', { search: 'img 0012' }, (n) => n === 12],
    ['all of it together', { source: SOURCE_B, search: 'light', provider: 'deerapi' }, (n) => n % 15 === 0],
    ['what nobody wrote', { search: 'volcano' }, () => false],
  ])('page by page by %s', async (_name, filter, passes) => {
    expect(await numbers(filter)).toEqual(among(passes));
    const whole = await reader.page({ ...filter, limit: 100 });
    expect(whole.tasks).toHaveLength(among(passes).length);
  });

  test.each([1, 5, 12, 100])(
    'words are found wherever they are, however few of the newest are looked through first: %s',
    async (newest) => {
      for (const filter of [{ search: 'soft clo' }, { search: 'soft', provider: 'deerapi' as const }]) {
        const { ids: wanted } = await pageOfIds(database.db, { ...filter, limit: 100 });
        const found: string[] = [];
        let cursor: string | null | undefined;
        while (cursor !== null) {
          const at = cursor === undefined ? {} : { cursor };
          const page = await pageOfIds(database.db, { ...filter, limit: 3, ...at }, newest);
          found.push(...page.ids);
          cursor = page.nextCursor;
        }
        expect(found).toEqual(wanted);
        expect(found).toHaveLength(filter.provider === undefined ? COUNT / 3 : 2);
      }
    },
  );

  test('tasks are also read by their ids', async () => {
    const { tasks: all } = await reader.page({ limit: 100 });
    const ids = [all[9], all[2]].flatMap((task) => task?.id ?? []);
    const { tasks: found } = await reader.page({ ids: [...ids, randomUUID()], limit: 100 });
    expect(found.map(({ id }) => id)).toEqual(ids.toReversed());
  });

  test('an outline holds places, stars and what is to be checked; where stars are asked for, only the starred results', async () => {
    const [newest] = (await reader.outlinePage({ limit: 1, starred: true })).tasks;
    expect(newest).toMatchObject({ n: 2, sourceId: SOURCE_A, width: 600, height: 400 });
    expect(newest?.results).toEqual([
      { id: 'r20-1', index: 1, colour: '#808182', isStarred: true, flags: ['fill-doubtful'] },
    ]);
    const whole = (await reader.outlinePage({ limit: 100 })).tasks.find(({ id }) => id === newest?.id);
    expect(whole?.results.map(({ isStarred }) => isStarred)).toEqual([false, true]);
  });

  test('a star is a change of its task that everybody hears of, and goes again', async () => {
    const before = await reader.findByResult('r4-0');
    const changed = await store.star(['r4-0', 'r16-1', 'gone'], { isStarred: true, owner: undefined });
    const starred = changed.find(({ results: [first] }) => first?.id === 'r4-0');
    expect(starred?.results[0]).toMatchObject({ id: 'r4-0', isStarred: true });
    expect(starred?.revision).toBeGreaterThan(before?.revision ?? Number.POSITIVE_INFINITY);
    const { news } = await reader.newsSince(before?.revision ?? 0, 100);
    expect(news.map(({ task }) => task?.results.filter(({ isStarred }) => isStarred).length)).toContain(1);
    // However many they are, their rows change in one statement of the transaction.
    const rows = await database.db
      .select({ statement: sql<string>`${tasks}.cmin::text` })
      .from(tasks)
      .where(
        inArray(
          tasks.id,
          changed.map(({ id }) => id),
        ),
      );
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ statement }) => statement)).size).toBe(1);
    expect(await numbers({ starred: true })).toEqual([20, 16, 8, 4]);
    await store.star(['r4-0', 'r16-1'], { isStarred: false, owner: undefined });
    expect(await numbers({ starred: true })).toEqual([20, 8]);
    await expect(store.star(['gone'], { isStarred: true, owner: undefined })).rejects.toThrow();
    await expect(store.star(['r4-0'], { isStarred: true, owner: 'anna' })).rejects.toThrow();
  });

  test.each([
    ['own tasks only', true, null],
    ['tasks of everybody', false, 'ben'],
  ])('a task goes on from a result of the same person: with %s', async (_name, ownTasksOnly, others) => {
    const hash = randomUUID().replaceAll('-', '').repeat(2);
    await database.db.insert(sources).values({ ...SOURCE, id: hash, createdAt: new Date(START_MS) });
    const people = new Map<string, string>();
    const submit = async (person: string, second: number, fileHash: string | null) => {
      const id = await insertTask(database, {
        person,
        sourceId: fileHash === null ? hash : SOURCE_A,
        second,
      });
      people.set(id, person);
      if (fileHash === null) return id;
      const result = { taskId: id, index: 0, id, width: 1, height: 1, fileBytes: 1, flags: [], fileHash };
      await database.db.insert(results).values({ ...result, createdAt: new Date(START_MS + second * 1000) });
      return id;
    };
    await submit('anna', -9, hash);
    await submit('ben', -8, hash);
    const children = [await submit('anna', -7, null), await submit('cleo', -6, null)];
    const lists = new TaskReader(database.db, { ownTasksOnly });
    const parents = await Promise.all(children.map(async (id) => (await lists.find(id))?.parent));
    const whose = parents.map((parent) => (parent ? people.get(parent.taskId) : null));
    expect(whose).toEqual(['anna', others]);
    await database.db.delete(tasks).where(inArray(tasks.id, [...people.keys()]));
  });

  test('tasks of an earlier version get the words that they are found by, in batches', async () => {
    const made = ['ＳＯＦＴ ΟΔΌΣ', '広い空の写真', 'Éclair'].map((prompt, at) =>
      insertTask(database, { person: 'dora', sourceId: SOURCE_A, second: -1 - at, prompt }),
    );
    const ids = await Promise.all(made);
    expect(await numbers({ search: '空の写' })).toEqual([]);
    expect(await fillSearch(database.db, 2)).toBe(3);
    expect(await numbers({ search: 'soft οδός' })).toEqual([-1]);
    expect(await numbers({ search: '空の写' })).toEqual([-2]);
    expect(await numbers({ search: 'écl' })).toEqual([-3]);
    expect(await fillSearch(database.db)).toBe(0);
    await database.db.delete(tasks).where(inArray(tasks.id, ids));
  });

  test('formats that were typed are told once each, the one used last first, of somebody or of all', async () => {
    expect(await reader.typedFormats()).toEqual(['custom 1200 × 628', 'custom 5:3']);
    const id = await insertTask(database, { person: 'dora', sourceId: SOURCE_A, second: COUNT });
    await database.db.update(tasks).set({ formatId: 'custom 9:1' }).where(eq(tasks.id, id));
    expect(await reader.typedFormats()).toEqual(['custom 9:1', 'custom 1200 × 628', 'custom 5:3']);
    expect(await reader.typedFormats('dora')).toEqual(['custom 9:1']);
    expect(await reader.typedFormats(null)).toEqual(['custom 1200 × 628', 'custom 5:3']);
    await database.db.update(tasks).set({ deletedAt: new Date() }).where(eq(tasks.id, id));
    expect(await reader.typedFormats('dora')).toEqual([]);
    await database.db.delete(tasks).where(eq(tasks.id, id));
  });

  test('a provider’s time is the median of its latest single requests that ended well at the first try, with its quarters', async () => {
    const times = await reader.providerTimes(['deerapi', 'built-in', 'kling']);
    const all = times.find(({ provider, n }) => provider === 'built-in' && n === null);
    // Tasks 4, 8, 12, … took as many seconds as their number; those of five are another provider's, 16 was tried
    // again by somebody, and 24 is a plan.
    const took = [4, 8, 12, 28].map((seconds) => seconds * 1000);
    expect(all).toEqual({
      ...{ provider: 'built-in', n: null, runs: took.length },
      ...{ lowMs: took[0], medianMs: took[1], highMs: took[2] },
    });
    expect(times.some(({ provider }) => provider === 'kling')).toBe(false);
  });

  test('pages come in the order of an index: nothing is sorted, however many tasks there are', async () => {
    const plan = await database.db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      const rows = await tx.execute(
        sql`explain select id from tasks where deleted_at is null and provider = 'built-in'
          and (created_at, id) < (now(), ${randomUUID()}::uuid) order by created_at desc, id desc limit 9`,
      );
      return JSON.stringify(rows);
    });
    expect(plan).toContain('Index Scan Backward');
    expect(plan).not.toContain('Sort');
  });

  test('a database that knows how much it holds reads a page by its indexes, and not all there is', async () => {
    await insertMany(database, 3000);
    await refreshStatistics(database.db);
    const page = await database.db.execute(
      sql`explain select id, created_at from tasks where deleted_at is null order by created_at desc, id desc limit 9`,
    );
    expect(JSON.stringify(page)).toContain('Scan Backward using tasks_newest');
    expect(JSON.stringify(page)).not.toContain('Sort');
    const pictures = await database.db.execute(
      sql`explain select id from results where task_id in (${randomUUID()}, ${randomUUID()}) and deleted_at is null`,
    );
    expect(JSON.stringify(pictures)).toContain('results_task_id_index_pk');
    await database.db.delete(tasks).where(eq(tasks.prompt, MANY));
  });

  test('formats that none of the latest tasks has are told too, by an index that knows whose they are', async () => {
    const id = await insertTask(database, { person: 'dora', sourceId: SOURCE_A, second: COUNT });
    await database.db.update(tasks).set({ formatId: 'custom 9:1' }).where(eq(tasks.id, id));
    await insertMany(database, 1500);
    const [newest] = await database.db
      .update(tasks)
      .set({ formatId: 'custom 5:3', createdAt: new Date() })
      .where(eq(tasks.idempotencyKey, `${MANY}1`))
      .returning({ id: tasks.id });
    expect(newest).toBeDefined();
    expect(await reader.typedFormats()).toEqual(['custom 5:3', 'custom 9:1', 'custom 1200 × 628']);
    expect(await reader.typedFormats('dora')).toEqual(['custom 9:1']);
    expect(await reader.typedFormats('ben')).toEqual([]);
    await refreshStatistics(database.db);
    const plan = await database.db.execute(
      sql`explain select created_at from tasks where ${sql.raw(IS_TYPED)} and format_id = 'custom 5:3'
        and person = 'dora' order by created_at desc limit 1`,
    );
    expect(JSON.stringify(plan)).toContain('using tasks_of_typed_format');
    await database.db.delete(tasks).where(or(eq(tasks.id, id), eq(tasks.prompt, MANY)));
  });
});

const COUNT = 30;
/** Prompt of those that a test adds. */
const MANY = 'one of many';
const SOURCE = {
  ...{ width: 400, height: 400, format: 'png', fileBytes: 1, orientation: 1, hasAlpha: false },
  copyReasons: [],
};

async function insertTask(
  { db }: Database,
  {
    person,
    sourceId,
    second,
    prompt = '',
  }: { person: string; sourceId: string; second: number; prompt?: string },
): Promise<string> {
  const id = randomUUID();
  const at = new Date(START_MS + second * 1000);
  await db.insert(tasks).values({
    ...{
      id,
      idempotencyKey: id,
      requestHash: id,
      revision: nextRevision,
      status: 'succeeded',
      prompt,
      n: 1,
    },
    ...{ person, sourceId, provider: 'kling', statusSince: at, createdAt: at },
    expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
  });
  return id;
}

/** Adds tasks with one result each, made where they are kept. */
async function insertMany({ db }: Database, count: number): Promise<void> {
  await db.execute(
    sql`insert into tasks (id, idempotency_key, request_hash, revision, status, provider, source_id, expansion, prompt,
      n, status_since, created_at) select gen_random_uuid(), ${MANY} || at, '', 1, 'succeeded', 'kling', ${SOURCE_A},
      '{}', ${MANY}, 1, now(), now() from generate_series(1, ${count}::int) at`,
  );
  await db.execute(
    sql`insert into results (task_id, index, id, width, height, file_bytes, flags, created_at)
      select id, 0, id, 600, 400, 1, '[]', now() from tasks where prompt = ${MANY}`,
  );
}

/** Every fourth task has ended well, with two results. */
async function fill({ db }: Database): Promise<void> {
  const createdAt = new Date(START_MS);
  await db.insert(sources).values([SOURCE_A, SOURCE_B].map((id) => ({ ...SOURCE, id, createdAt })));
  for (let n = 0; n < COUNT; n += 1) {
    const id = randomUUID();
    const status: Task['status'] =
      (['succeeded', 'failed', 'cancelled', 'uncertain'] as const)[n % 4] ?? 'failed';
    const prompt = PROMPTS[n % PROMPTS.length] ?? '';
    const sourceName = `IMG_${String(n).padStart(4, '0')}.jpg`;
    const at = new Date(START_MS + n * 1000);
    await db.insert(tasks).values({
      ...{ id, idempotencyKey: id, requestHash: id, revision: nextRevision, status, prompt, n: 2 },
      ...{ sourceName, search: searchLiteral(prompt, sourceName), statusSince: at, createdAt: at },
      ...{ endedAt: new Date(at.getTime() + n * 1000), provider: n % 5 === 0 ? 'deerapi' : 'built-in' },
      ...(n === 16 ? { retries: 1 } : {}),
      ...(n === 24 ? { planLength: 2, planStep: 1 } : {}),
      ...{ sourceId: n % 3 === 0 ? SOURCE_B : SOURCE_A, formatId: FORMAT_IDS[n % FORMAT_IDS.length] ?? null },
      ...(n % 7 === 0 ? { batchId: BATCH, batchName: 'Social launch' } : {}),
      expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
    });
    if (status !== 'succeeded') continue;
    const result = { taskId: id, width: 600, height: 400, fileBytes: 1, createdAt: at };
    await db.insert(results).values(
      [0, 1].map((index) => ({
        ...{ ...result, index, id: `r${n}-${index}`, colour: '#808182' },
        isStarred: index === 1 && (n === 8 || n === 20),
        flags: index === 1 && n === 20 ? ['fill-doubtful'] : [],
      })),
    );
  }
}
