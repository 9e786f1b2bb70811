import { expect, test } from 'vitest';
import { says } from '../../testing/upstream/replies.ts';
import { CREATE_SHAPES, QUERY_SHAPES } from '../../testing/upstream/shapes.ts';
import { carryWithLostCopies } from '../testing/lostCopies.ts';
import { taskRelays } from '../testing/taskRelays.ts';

const UNKNOWN = { duplicates: 'unknown', findsExternalId: 'unknown' } as const;
const openRelay = taskRelays();

/** Nothing that was learned of one test's provider is known in the next. */
async function open(options: Parameters<typeof openRelay>[0] = {}) {
  const { relay, upstream, accepted } = await openRelay(options);
  return { relay, upstream, paid: accepted };
}

test('a provider that accepts repeats and cannot be asked is never sent a submit twice', async () => {
  const { relay, upstream, paid } = await open({
    ...{ preset: UNKNOWN, repeats: 'accepted', findsByExternalId: false },
    script: [{ on: 'create', nth: 'every', cut: 'after-handling' }],
  });
  const task = await relay.submit({ n: 9 });
  const ended = await relay.runTo(task.id, 'uncertain', 'failed', 'succeeded');
  expect(ended).toMatchObject({ status: 'uncertain', problem: { code: 'submit-uncertain' } });
  expect(paid()).toEqual([1]);
  expect(upstream.state().creates).toHaveLength(1);
});

test('one that accepts repeats and was seen to find tasks by our name is asked, and paid once', async () => {
  const { relay, upstream, paid } = await open({
    repeats: 'accepted',
    preset: UNKNOWN,
  });
  const first = await relay.submit();
  expect(await relay.runTo(first.id, 'succeeded', 'failed', 'uncertain')).toMatchObject({
    status: 'succeeded',
  });
  upstream.addFaults({ on: 'create', cut: 'after-handling' }, { on: 'create', cut: 'before-handling' });
  for (const task of [await relay.submit(), await relay.submit()]) {
    expect(await relay.runTo(task.id, 'succeeded', 'uncertain', 'failed')).toMatchObject({
      status: 'succeeded',
    });
  }
  expect(paid()).toEqual([1, 1, 1]);
});

test('a task that is unknown as 400 with 1201 and appears only after a while is waited for', async () => {
  const { relay, upstream, paid } = await open();
  const unknown = { status: 400, body: says(1201, 'Task not found, task_id or external_task_id: 1') };
  upstream.addFaults({ on: 'query', nth: 'every', reply: unknown });
  const task = await relay.submit();
  const waiting = await relay.runUntil('wait', async () => (await relay.reader.find(task.id))?.waiting);
  expect(waiting.code).toBe('upstream-task-unknown');
  upstream.clearFaults();
  expect(await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain')).toMatchObject({
    status: 'succeeded',
  });
  expect(paid()).toEqual([1]);
});

test('killed at any point of it, a submit to a provider that accepts repeats is paid once', async () => {
  const { relay, paid } = await open({ repeats: 'accepted', preset: { duplicates: 'accepted' } });
  const task = await relay.submit({ n: 2 });
  await carryWithLostCopies(relay);
  expect(await relay.reader.find(task.id)).toMatchObject({ status: 'succeeded', results: [{}, {}] });
  expect(paid()).toEqual([1]);
});

test.each(CREATE_SHAPES)('a create answered in the shape «%s» was taken, and is paid once', async (shape) => {
  const { relay, paid } = await open({ createShapes: [shape] });
  const task = await relay.submit();
  const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
  expect(done).toMatchObject({ status: 'succeeded' });
  expect(paid()).toEqual([1]);
});

test.each(QUERY_SHAPES.filter((shape) => shape !== 'unfamiliar'))(
  'a state told in the shape «%s» is understood, and so is what it cost',
  async (shape) => {
    const { relay } = await open({ queryShapes: [shape] });
    const task = await relay.submit({ n: 2 });
    const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
    expect(done).toMatchObject({ status: 'succeeded', results: [{}, {}], charges: [{ units: '16' }] });
  },
);

test('a form of answer that nobody knows is said after three of them, and the task is kept', async () => {
  const { relay, paid, upstream } = await open({ queryShapes: ['unfamiliar'] });
  const task = await relay.submit();
  const waiting = await relay.runUntil('wait', async () => (await relay.reader.find(task.id))?.waiting);
  expect(waiting.code).toBe('upstream-unfamiliar');
  expect(Date.parse(waiting.until) - relay.clock.now().getTime()).toBeGreaterThan(50_000);
  for (let round = 0; round < 20; round += 1) {
    relay.clock.advance(70_000);
    await relay.runner.runUntilIdle();
    expect(await relay.reader.find(task.id)).toMatchObject({ status: 'processing' });
  }
  expect(paid()).toEqual([1]);
  expect(upstream.state().creates).toHaveLength(1);
});

test('of several images each is fetched on its own: one that is missing is said, and fetched alone by a retry', async () => {
  const { relay, upstream, paid } = await open({
    script: [{ on: 'image', nth: 3, times: 1, reply: { status: 404 } }],
  });
  const task = await relay.submit({ n: 4 });
  const partly = await relay.runUntil('three of four', async () => {
    const now = await relay.reader.find(task.id);
    return now?.results.length === 3 ? now : null;
  });
  expect(partly.results.map(({ index }) => index)).toEqual([0, 1, 3]);
  const done = await relay.runTo(task.id, 'succeeded', 'failed');
  expect(done).toMatchObject({ status: 'succeeded', results: [{}, {}, {}, {}] });
  // The one that failed is not among them: nothing was fetched twice.
  expect(upstream.state().fileRequests).toBe(4);
  expect(paid()).toEqual([1]);
});

test('fewer images than asked for are kept and said', async () => {
  const { relay, paid } = await open({ script: [{ on: 'create', taskImages: 2 }] });
  const task = await relay.submit({ n: 3 });
  const done = await relay.runTo(task.id, 'succeeded', 'failed');
  expect(done.results.map(({ flags }) => flags)).toEqual([['fewer-images'], ['fewer-images']]);
  expect(paid()).toEqual([1]);
});

test('done without an image is a doubt and not a failure that is paid again', async () => {
  const { relay, paid } = await open({ script: [{ on: 'create', taskImages: 0 }] });
  const task = await relay.submit();
  const ended = await relay.runTo(task.id, 'uncertain', 'failed', 'succeeded');
  expect(ended).toMatchObject({ status: 'uncertain', problem: { code: 'upstream-no-images' } });
  await relay.tasks.retry(task.id);
  await relay.runTo(task.id, 'uncertain');
  expect(paid()).toEqual([1]);
});
