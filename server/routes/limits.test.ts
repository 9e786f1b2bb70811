import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import { type Task, taskSchema } from '../../src/domain/contract/task.ts';
import { type ProblemCode, ProblemError, problemStatus } from '../../src/domain/problem.ts';
import { TestClock } from '../../testing/testClock.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { dailyImages } from '../database/costTables.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { Secret } from '../secret.ts';
import type { UsageLimits } from '../settings.ts';
import { TaskLimits } from '../tasks/admission/taskLimits.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { openTestRelay, type TestRelayOptions } from '../testing/testRelay.ts';

const ANNA = '0123456789abcdef0123';
const BEN = 'ben-has-a-long-token';
/** Enough of them to reach together what none reaches alone. */
const PEOPLE = {
  anna: ANNA,
  ben: BEN,
  c: 'c'.repeat(16),
  d: 'd'.repeat(16),
  e: 'e'.repeat(16),
  f: 'f'.repeat(16),
};
let clock: TestClock;
let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;
beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});
beforeEach(async () => {
  for (const table of [tasks, dailyImages]) await database.db.delete(table);
  clock = new TestClock();
  // Noon: a test neither begins before midnight and ends after it nor depends on the hour.
  clock.advance(new Date().setUTCHours(36, 0, 0, 0) - Date.now());
});

/** A relay in which no task gets on by itself, with a provider that costs money. */
async function open(
  limits: Partial<UsageLimits>,
  provider: Pick<TestRelayOptions, 'upstream' | 'preset'> = {},
) {
  const upstream = { url: 'http://127.0.0.1:9', key: 'sk-unused' };
  const accessTokens = Object.entries(PEOPLE).map(([person, token]) => ({
    person,
    secret: new Secret(token),
  }));
  const parts = {
    ...{ database, finisher: inlineFinisher, upstream, limits, clock, accessTokens },
    ...provider,
  };
  const relay = await openTestRelay({ ...parts, dataDir: folder.path });
  onTestFinished(relay.close);
  const source = await relay.addSource();
  const send = async (method: string, address: string, init: RequestInit = {}) =>
    relay.app.request(address, {
      ...init,
      method,
      headers: { authorization: `Bearer ${ANNA}`, 'content-type': 'application/json', ...init.headers },
    });
  const submit = (request: object, key: string = randomUUID(), token = ANNA) =>
    send('POST', '/api/tasks', {
      headers: { 'idempotency-key': key, authorization: `Bearer ${token}` },
      body: JSON.stringify({
        sourceId: source.id,
        expansion: { up: 0.1, right: 0, bottom: 0, left: 0 },
        ...request,
      }),
    });
  return { relay, send, submit };
}

async function expectProblem(response: Response, code: ProblemCode) {
  const problem = problemSchema.parse(await response.json());
  expect([problem.code, response.status]).toEqual([code, problemStatus(code)]);
  return problem;
}

test('the paid images of a day are counted over all tasks, and come back at midnight', async () => {
  const { submit } = await open({ dailyImages: 5 });
  expect((await submit({ n: 3 })).status).toBe(201);
  const few = await submit({ n: 3 });
  expect(Number(few.headers.get('retry-after'))).toBeGreaterThan(60);
  const { detail, liftsAt = '' } = await expectProblem(few, 'daily-images-used-up');
  expect(detail).toContain('only 2 images are left');
  expect(liftsAt).toMatch(/T00:00:00\.000Z$/);
  expect(Date.parse(liftsAt) - clock.now().getTime()).toBeLessThanOrEqual(12 * 60 * 60_000);
  expect((await submit({ n: 2 })).status).toBe(201);
  expect((await expectProblem(await submit({ n: 1 }), 'daily-images-used-up')).detail).toContain(
    'The 5 paid images for today are used up.',
  );
  clock.advance(Date.parse(liftsAt) - clock.now().getTime());
  expect((await submit({ n: 5 })).status).toBe(201);
  await expectProblem(await submit({ n: 9 }), 'daily-images-used-up');
});

test('what a provider may have charged is counted: nine images whose every answer is cut are nine, and nine more are refused', async () => {
  const upstream = await startFakeUpstream({
    ...{ repeats: 'accepted', findsByExternalId: false },
    script: [{ on: 'create', nth: 'every', cut: 'after-handling' }],
  });
  onTestFinished(() => upstream.close());
  const { relay, send, submit } = await open(
    { dailyImages: 10 },
    { upstream, preset: { duplicates: 'unknown', findsExternalId: 'unknown' } },
  );
  const { id } = taskSchema.parse(await (await submit({ n: 9 })).json());
  await relay.runTo(id, 'uncertain');
  await relay.tasks.retry(id);
  await relay.runTo(id, 'uncertain');
  await expectProblem(await send('POST', `/api/tasks/${id}/submit-anew`), 'daily-images-used-up');
  await expectProblem(await submit({ n: 9 }), 'daily-images-used-up');
  const charged = upstream.state().creates.reduce((sum, { images }) => sum + (images ?? 0), 0);
  expect(charged).toBe(9);
});

test('one person has so many images a day, within those of all; what is refused is not counted', async () => {
  const { submit } = await open({ dailyImages: 5, dailyImagesEach: 3 });
  const ask = (n: number, token: string) => submit({ n }, randomUUID(), token);
  expect((await ask(2, ANNA)).status).toBe(201);
  const { detail } = await expectProblem(await ask(2, ANNA), 'daily-images-used-up');
  expect(detail).toContain('Of your 3 paid images for today only 1 image is left.');
  expect((await ask(3, BEN)).status).toBe(201);
  expect((await expectProblem(await ask(1, BEN), 'daily-images-used-up')).detail).toContain('Your 3 paid');
  // What is left to her is used up by all.
  const { detail: ofAll } = await expectProblem(await ask(1, ANNA), 'daily-images-used-up');
  expect(ofAll).toContain('The 5 paid images for today are used up.');
  const rows = await database.db.select().from(dailyImages);
  expect(Object.fromEntries(rows.map(({ person, images }) => [person, images]))).toEqual({
    ...{ anna: 2, ben: 3, '*': 5 },
  });
});

test('one person has so many tasks under way, the others go on', async () => {
  const { submit } = await open({ openTasksEach: 1 });
  expect((await submit({})).status).toBe(201);
  const { detail } = await expectProblem(await submit({}), 'too-many-open-tasks');
  expect(detail).toMatch(/^You have 1 task under way/);
  expect((await submit({}, randomUUID(), BEN)).status).toBe(201);
});

test('what is free is not counted, nor what brings no new task', async () => {
  const { submit } = await open({ dailyImages: 2 });
  expect((await submit({ n: 9, provider: 'built-in' })).status).toBe(201);
  const key = randomUUID();
  expect((await submit({ n: 1 }, key)).status).toBe(201);
  expect((await submit({ n: 1 }, key)).status).toBe(200);
  expect((await submit({ n: 2 }, key)).status).toBe(409);
  expect((await submit({ n: 1 })).status).toBe(201);
  // The same again is the same task, also when nothing is left.
  expect((await submit({ n: 1 }, key)).status).toBe(200);
});

test('asked for all at once, no more are taken than there are', async () => {
  const { submit } = await open({ dailyImages: 10 });
  const responses = await Promise.all(Array.from({ length: 12 }, () => submit({ n: 3 })));
  expect(responses.filter(({ status }) => status === 201)).toHaveLength(3);
});

test('a task that is paid once more counts once more', async () => {
  const { relay, submit, send } = await open({ dailyImages: 5 });
  const failed = taskSchema.parse(await (await submit({ n: 3 })).json());
  const [leased] = (await relay.queue.take('test', { leaseMs: 1000, limit: 1 })).leased;
  if (leased === undefined) throw new Error('No task is due.');
  await relay.queue.completeStep(leased.lease, {
    status: 'failed',
    dueAt: null,
    endedAt: clock.now(),
    problem: { code: 'upstream-task-failed', detail: 'It failed.', upstream: null },
  });
  await expectProblem(await send('POST', `/api/tasks/${failed.id}/retry`), 'daily-images-used-up');
  clock.advance(24 * 60 * 60_000);
  expect((await send('POST', `/api/tasks/${failed.id}/retry`)).status).toBe(200);
  await expectProblem(await submit({ n: 3 }), 'daily-images-used-up');
});

test('only so many tasks are under way at once', async () => {
  const { submit, send } = await open({ openTasks: 2 });
  const first = taskSchema.parse(await (await submit({ provider: 'built-in' })).json());
  const key = randomUUID();
  expect((await submit({}, key)).status).toBe(201);
  const { detail } = await expectProblem(await submit({}), 'too-many-open-tasks');
  expect(detail).toMatch(/^2 tasks are under way/);
  expect((await submit({}, key)).status).toBe(200);
  expect((await send('POST', `/api/tasks/${first.id}/cancel`)).status).toBe(200);
  expect((await submit({})).status).toBe(201);
});

test('one person may ask for so much a minute, the others go on', async () => {
  const { send } = await open({ requestsPerMinute: 3 });
  const change = (token: string) =>
    send('POST', `/api/tasks/${randomUUID()}/cancel`, { headers: { authorization: `Bearer ${token}` } });
  for (let count = 0; count < 3; count += 1) expect((await change(ANNA)).status).toBe(404);
  const refused = await change(ANNA);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await expectProblem(refused, 'too-many-requests')).liftsAt).toBeDefined();
  expect((await change(BEN)).status).toBe(404);
  // Reading goes on, up to a limit of its own.
  const reads = await Promise.all(Array.from({ length: 61 }, () => send('GET', '/api/config')));
  expect(reads.filter(({ status }) => status === 200)).toHaveLength(60);
});

test('all people together may ask for so much a minute', async () => {
  const { send } = await open({ requestsPerMinute: 1 });
  const statuses = [];
  for (const token of Object.values(PEOPLE)) {
    const headers = { authorization: `Bearer ${token}` };
    const { status } = await send('POST', `/api/tasks/${randomUUID()}/cancel`, { headers });
    statuses.push(status);
  }
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
});

/** Three images a day for everybody. */
function threeImages() {
  const none = { openTasks: null, openTasksEach: null, dailyImagesEach: null };
  const limits = new TaskLimits({
    ...none,
    db: database.db,
    now: clock.now,
    isPaid: () => true,
    dailyImages: 3,
  });
  const admit = <T extends { isNew: boolean }>(
    carryOut: () => Promise<T>,
    wish: { n?: number; taskId?: string; idempotencyKey?: string } = {},
  ) =>
    limits.admit(
      {
        provider: 'deerapi',
        n: 3,
        person: null,
        taskId: randomUUID(),
        idempotencyKey: randomUUID(),
        ...wish,
      },
      carryOut,
    );
  return { limits, admit };
}

const isNew = async () => ({ isNew: true });

test('images that were counted for a task that came to nothing are given back', async () => {
  const { admit } = threeImages();
  await expect(admit(() => Promise.reject(new Error('The database went away.')))).rejects.toThrow(
    'went away',
  );
  await expect(admit(async () => ({ isNew: false }))).resolves.toEqual({ isNew: false });
  await expect(admit(isNew)).resolves.toEqual({ isNew: true });
  await expect(admit(isNew)).rejects.toThrow();
});

test('images of a task that stands although its answer was lost stay counted', async () => {
  const { submit } = await open({});
  const { id } = taskSchema.parse(await (await submit({})).json());
  const { admit } = threeImages();
  const isLost = async () => Promise.reject(new Error('The database went away.'));
  await expect(admit(isLost, { taskId: id })).rejects.toThrow('went away');
  await expect(admit(isNew, { n: 1 })).rejects.toThrow('used up');
});

test('images of a task that was submitted once more stay counted although its answer was lost, and no others', async () => {
  const { relay, submit } = await open({});
  const { id } = taskSchema.parse(await (await submit({})).json());
  await database.db.update(tasks).set({ status: 'uncertain', dueAt: null });
  const before = await relay.reader.find(id);
  if (before === null) throw new Error('There is no such task.');
  const { limits, admit } = threeImages();
  const again = (carryOut: () => Promise<Task>) =>
    limits.admitAgain({ ...before, n: 3, person: null }, carryOut);
  const lose = () => Promise.reject(new Error('The database went away.'));
  await expect(again(lose)).rejects.toThrow('went away');
  await relay.tasks.submitAnew(id);
  // Somebody else was faster: it was refused, so whatever became of it was not this.
  await expect(again(() => relay.tasks.submitAnew(id))).rejects.toThrow(ProblemError);
  await database.db.update(tasks).set({ status: 'uncertain', revision: before.revision });
  await expect(again(() => relay.tasks.submitAnew(id).then(lose))).rejects.toThrow('went away');
  await expect(admit(isNew, { n: 1 })).rejects.toThrow('used up');
});

test('the same key again takes nothing from others, not even for a moment', async () => {
  const { submit } = await open({});
  const idempotencyKey = randomUUID();
  await submit({}, idempotencyKey);
  const { admit } = threeImages();
  const others: string[] = [];
  const meanwhile = async () => {
    others.push(
      await admit(isNew).then(
        () => 'admitted',
        () => 'refused',
      ),
    );
    return { isNew: false };
  };
  await admit(meanwhile, { idempotencyKey });
  expect(others).toEqual(['admitted']);
});
