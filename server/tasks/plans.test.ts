import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Task } from '../../src/domain/contract/task.ts';
import { StoppedClock } from '../../testing/testClock.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../../testing/upstream/upstreamOptions.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { planSteps, tasks } from '../database/schema.ts';
import { sharp } from '../images/sharpSetup.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { carryWithLostCopies } from '../testing/lostCopies.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';
import { finalName } from './rows/resultFiles.ts';

/** Four times the area, the source in a corner: two steps. */
const CORNER = { up: 0, right: 1, bottom: 1, left: 0 };
const TWO_STEPS = { expansion: CORNER, maxSteps: 2 };
let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;

beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
});
afterEach(async () => {
  await database.db.delete(tasks);
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

async function open({
  limits = {},
  ...options
}: UpstreamOptions & { limits?: { dailyImages?: number } } = {}) {
  const upstream = await startFakeUpstream({ timing: { polls: 1 }, exact: true, ...options });
  const clock = new StoppedClock();
  const parts = { database, dataDir: folder.path, upstream, finisher: inlineFinisher, clock, limits };
  const relays = [await openTestRelay(parts)];
  onTestFinished(async () => {
    for (const relay of relays) await relay.close();
    await upstream.close();
  });
  const [relay] = relays;
  if (relay === undefined) throw new Error('There is no relay.');
  return {
    ...{ relay, upstream },
    /** As after a restart. */
    another: async () => {
      await relays.pop()?.close();
      clock.advance(60_000);
      const next = await openTestRelay(parts);
      relays.push(next);
      return next;
    },
    paid: () => upstream.state().acceptedByExternalId,
  };
}

const stepName = (task: Task, step: number, attempt = 1) => `${task.id}-step${step}-try${attempt}`;

/** The source's own pixels, wherever they should be in a picture. */
async function showsSource(relay: TestRelay, task: Task, resultId: string): Promise<boolean> {
  const { width, height, id } = task.source;
  const own = await relay.store.withFile('sources', id, (file) => sharp(file).raw().toBuffer());
  const there = await relay.store.withFile('results', finalName(resultId), (file) =>
    sharp(file).extract({ left: 0, top: 0, width, height }).raw().toBuffer(),
  );
  return own.equals(there);
}

test('a plan is one task: each step begins from the picture before, and the source is in every one of them', async () => {
  const { relay, upstream, paid } = await open();
  const task = await relay.submit({ ...TWO_STEPS, n: 2, prompt: 'a meadow' });
  expect(task.plan).toMatchObject({ step: 0, steps: [{ resultId: null }, { width: 800, height: 640 }] });
  const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
  expect(done).toMatchObject({ status: 'succeeded', expansion: CORNER, n: 2, plan: { step: 1 } });
  expect(done.results.map(({ width, height }) => [width, height])).toEqual([
    [800, 640],
    [800, 640],
  ]);
  const [between] = done.plan?.steps ?? [];
  const creates = upstream.state().creates.map(({ accepted }) => accepted);
  expect(creates).toMatchObject([
    { n: 1, prompt: 'a meadow', image: { width: 400, height: 320 } },
    { n: 2, prompt: 'a meadow', image: { width: between?.width, height: between?.height } },
  ]);
  expect(upstream.state().refused).toEqual([]);
  expect(paid()).toEqual({ [stepName(task, 1)]: 1, [stepName(task, 2)]: 1 });
  for (const id of [between?.resultId ?? '', ...done.results.map((result) => result.id)]) {
    expect(await showsSource(relay, task, id)).toBe(true);
    expect((await relay.app.request(`/api/results/${id}/image?width=64`)).status).toBe(200);
  }
});

test('killed at any point of it, every step of a plan is paid once, and a late copy of none does harm', async () => {
  const { relay, paid } = await open({ repeats: 'accepted' });
  const task = await relay.submit(TWO_STEPS);
  await carryWithLostCopies(relay);
  const done = await relay.reader.find(task.id);
  expect(done).toMatchObject({ status: 'succeeded', plan: { step: 1 } });
  expect(paid()).toEqual({ [stepName(task, 1)]: 1, [stepName(task, 2)]: 1 });
  const ids = [done?.plan?.steps[0]?.resultId ?? '', done?.results[0]?.id ?? ''];
  for (const id of ids) expect(await showsSource(relay, task, id)).toBe(true);
});

test('retried, a plan goes on at the step that failed, and nothing before it is paid again', async () => {
  const { relay, upstream, paid } = await open();
  const task = await relay.submit(TWO_STEPS);
  upstream.addFaults({ on: 'create', nth: 2, taskFails: { message: 'no luck' } });
  const failed = await relay.runTo(task.id, 'failed', 'succeeded');
  expect(failed).toMatchObject({ problem: { code: 'upstream-task-failed' }, plan: { step: 1 } });
  await relay.tasks.retry(task.id);
  const done = await relay.runTo(task.id, 'succeeded', 'failed');
  expect(done).toMatchObject({ status: 'succeeded', plan: { steps: failed.plan?.steps } });
  expect(paid()).toEqual({ [stepName(task, 1)]: 1, [stepName(task, 2)]: 1, [stepName(task, 2, 2)]: 1 });
});

test('a step whose picture has another shape than asked for ends the plan before more is paid', async () => {
  const { relay, paid } = await open({
    ...{ exact: false, script: [{ on: 'create', taskIgnores: ['bottom'] }] },
  });
  const task = await relay.submit(TWO_STEPS);
  const failed = await relay.runTo(task.id, 'failed', 'succeeded');
  expect(failed).toMatchObject({
    ...{ status: 'failed', problem: { code: 'bottom-ignored' }, results: [] },
    plan: { step: 0, steps: [{ flags: ['bottom-ignored'] }, { resultId: null }] },
  });
  const [flagged] = failed.plan?.steps ?? [];
  expect(await showsSource(relay, task, flagged?.resultId ?? '')).toBe(true);
  await expect(relay.tasks.retry(task.id)).rejects.toMatchObject({ code: 'task-not-retryable' });
  expect(paid()).toEqual({ [stepName(task, 1)]: 1 });
});

test('a row that comes back out of a backup asks for every later step before it pays', async () => {
  const { relay, another, paid } = await open({ repeats: 'accepted' });
  const task = await relay.submit(TWO_STEPS);
  await relay.runTo(task.id, 'processing');
  const [row] = await database.db.select().from(tasks).where(eq(tasks.id, task.id));
  const steps = await database.db.select().from(planSteps);
  await relay.runTo(task.id, 'succeeded');
  if (row === undefined) throw new Error('There is no row.');
  await database.db.delete(tasks);
  const backup = { ...row, planStep: 0, leaseOwner: null, leaseUntil: null };
  await database.db.insert(tasks).values(backup);
  await database.db
    .insert(planSteps)
    .values(steps.map((step) => ({ ...step, externalTaskId: null, fileBytes: null })));
  const later = await another();
  expect(await later.runTo(task.id, 'succeeded', 'failed', 'uncertain')).toMatchObject({
    status: 'succeeded',
  });
  expect(paid()).toEqual({ [stepName(task, 1)]: 1, [stepName(task, 2)]: 1 });
});

test('deleted, a plan leaves no picture of any step', async () => {
  const { relay } = await open();
  const task = await relay.submit(TWO_STEPS);
  const done = await relay.runTo(task.id, 'succeeded');
  const ids = [
    ...(done.plan?.steps ?? []).flatMap(({ resultId }) => resultId ?? []),
    done.results[0]?.id ?? '',
  ];
  const sizes = () => Promise.all(ids.map((id) => relay.store.sizeOf('results', finalName(id))));
  expect((await sizes()).map((size) => size !== null)).toEqual([true, true]);
  const deleted = await relay.app.request(`/api/tasks/${task.id}`, { method: 'DELETE' });
  expect(deleted.status).toBe(204);
  expect(await sizes()).toEqual([null, null]);
});

test('the route counts every step, and refuses what was not agreed to or no plan reaches', async () => {
  const { relay } = await open({ limits: { dailyImages: 4 } });
  const { id: sourceId } = await relay.addSource();
  let key = 0;
  const post = async (request: Record<string, unknown>) => {
    key += 1;
    const answer = await relay.app.request('/api/tasks', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `key ${key}` },
      body: JSON.stringify({ sourceId, ...request }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const refused = (code: string) => ({ body: { code } });
  expect(await post({ expansion: CORNER })).toMatchObject(refused('area-exceeded'));
  const nine = { expansion: { up: 1, right: 1, bottom: 1.5, left: 1 }, maxSteps: 2 };
  expect(await post(nine)).toMatchObject({ status: 409, ...refused('plan-takes-more') });
  const long = { expansion: { ...CORNER, right: 12 }, maxSteps: 8 };
  expect(await post(long)).toMatchObject(refused('plan-too-long'));
  const built = await post({ ...nine, provider: 'built-in' });
  expect(built).toMatchObject({ status: 201, body: { plan: null } });
  expect(await post({ ...TWO_STEPS, n: 3 })).toMatchObject({ status: 201, body: { plan: { step: 0 } } });
  // One and three were counted.
  expect(await post({ expansion: { ...CORNER, bottom: 0 } })).toMatchObject({
    status: 429,
    ...refused('daily-images-used-up'),
  });
});
