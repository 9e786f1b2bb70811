import { expect, test } from 'vitest';
import type { Fault } from '../../../testing/upstream/fault.ts';
import { PAGE, says } from '../../../testing/upstream/replies.ts';
import { taskRelays } from '../../testing/taskRelays.ts';

const open = taskRelays();

function state(word: string, more: Record<string, unknown> = {}) {
  return { status: 200, body: { code: 0, data: { task_status: word, ...more } } };
}

test.each<[string, Fault]>([
  ['503 while asking', { on: 'query', reply: { status: 503, body: says(5001) } }],
  ['a page while asking', { on: 'query', reply: { ...PAGE, status: 502 } }],
  ['a page instead of a state', { on: 'query', reply: PAGE }],
])('%s is got over, and paid once', async (_name, fault) => {
  const { relay, accepted, expectCleanUpstream } = await open({ script: [fault] });
  const task = await relay.submit();
  const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
  expect(done).toMatchObject({ status: 'succeeded', problem: null, waiting: null });
  expect(done.results).toHaveLength(1);
  expect(accepted()).toEqual([1]);
  expectCleanUpstream();
});

test('a wrong path while asking fails the task with its reason; retried, it is paid once', async () => {
  const { relay, accepted } = await open({
    script: [{ on: 'query', reply: { status: 404, body: says(1202) } }],
  });
  const task = await relay.submit();
  const failed = await relay.runTo(task.id, 'failed', 'succeeded');
  expect(failed).toMatchObject({ status: 'failed', problem: { code: 'upstream-refused' } });
  expect(failed.problem?.upstream?.httpStatus).toBe(404);
  expect(failed.endedAt).not.toBeNull();
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('a task that the provider suddenly does not know is waited for, and followed again on retry', async () => {
  const { relay, upstream, accepted } = await open();
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
  const task = await relay.submit();
  await relay.runUntil('ten minutes of asking', async () => {
    const now = await relay.reader.find(task.id);
    const isWaiting = now?.status === 'processing' && now.waiting?.code === 'upstream-task-unknown';
    return isWaiting && relay.clock.now().getTime() > Date.parse(task.createdAt) + 10 * 60_000;
  });
  const uncertain = await relay.runTo(task.id, 'uncertain', 'failed');
  expect(uncertain).toMatchObject({ status: 'uncertain', problem: { code: 'upstream-task-unknown' } });
  await relay.tasks.retry(task.id);
  const lost = await relay.runTo(task.id, 'uncertain', 'failed');
  expect(lost).toMatchObject({ status: 'uncertain', problem: { code: 'upstream-task-lost' } });
  expect(accepted()).toEqual([1]);
  upstream.clearFaults();
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('a task that the provider has lost for good is submitted anew by a person alone', async () => {
  const { relay, upstream, accepted } = await open();
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
  const task = await relay.submit();
  for (const code of ['upstream-task-unknown', 'upstream-task-lost', 'upstream-task-lost']) {
    expect((await relay.runTo(task.id, 'uncertain')).problem?.code).toBe(code);
    expect(accepted()).toEqual([1]);
    await relay.tasks.retry(task.id);
  }
  await relay.runTo(task.id, 'uncertain');
  await relay.tasks.submitAnew(task.id);
  await relay.runUntil('new submit', () => accepted().length === 2);
  upstream.clearFaults();
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1, 1]);
});

test('while following, a wait says what is true about the money then', async () => {
  const { relay } = await open({ script: [{ on: 'query', reply: { status: 429, body: says(1302) } }] });
  const task = await relay.submit();
  const waiting = await relay.runUntil('wait', async () => (await relay.reader.find(task.id))?.waiting);
  expect(waiting.detail).toBe('The provider is too busy to answer right now. Going on costs nothing more.');
  await relay.runTo(task.id, 'succeeded');
});

test('a task that takes too long is followed again on retry and not paid again', async () => {
  const { relay, upstream, accepted } = await open({ timing: { polls: 1_000_000 } });
  const task = await relay.submit();
  await relay.runTo(task.id, 'processing');
  const asked = () => Object.values(upstream.state().queries)[0] ?? 0;
  const passTime = async (ms: number) => {
    relay.clock.advance(ms);
    await relay.runner.runUntilIdle();
  };
  // A machine that slept asks before it believes a deadline, and what it slept through does not count.
  await passTime(2 * 60 * 60_000);
  expect(await relay.reader.find(task.id)).toMatchObject({ status: 'processing' });
  for (let step = 0; step < 19; step += 1) await passTime(50_000);
  const failed = await relay.runTo(task.id, 'failed');
  expect(failed.problem?.code).toBe('upstream-deadline');
  await relay.tasks.retry(task.id);
  expect((await relay.runTo(task.id, 'processing')).problem).toBeNull();
  const before = asked();
  await relay.runUntil('other question for the same task', () => asked() > before);
  expect(accepted()).toEqual([1]);
});

test('a task that fails upstream keeps the reason, and a retry submits a new one', async () => {
  const { relay, accepted } = await open({
    script: [{ on: 'create', taskFails: { message: 'Image pixel is invalid' } }],
  });
  const task = await relay.submit();
  const failed = await relay.runTo(task.id, 'failed');
  expect(failed.problem).toMatchObject({
    code: 'upstream-task-failed',
    upstream: { message: 'Image pixel is invalid' },
  });
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({
    status: 'succeeded',
    problem: null,
  });
  expect(accepted()).toEqual([1, 1]);
});

test.each(['error', 'timeout', 'TIMED OUT', 'expired', 'cancelled', 'Canceled', 'aborted'])(
  'said to be over with «%s» again and again, a task is in doubt, and looking again asks and pays nothing',
  async (word) => {
    const { relay, upstream, accepted } = await open();
    upstream.addFaults({ on: 'query', nth: 'every', reply: state(word, { task_status_msg: 'no luck' }) });
    const task = await relay.submit();
    const waiting = await relay.runUntil('wait', async () => (await relay.reader.find(task.id))?.waiting);
    expect(waiting).toMatchObject({
      code: 'upstream-ended',
      detail: expect.stringMatching(/asked for a while/),
    });
    const heardFirst = relay.clock.now().getTime();
    const ended = await relay.runTo(task.id, 'uncertain', 'failed', 'succeeded');
    expect(relay.clock.now().getTime() - heardFirst).toBeGreaterThanOrEqual(2 * 60_000 - 1000);
    expect(ended).toMatchObject({ status: 'uncertain', problem: { code: 'upstream-ended' } });
    expect(ended.problem?.upstream?.message).toMatch(/^(error|time|expired|cancel|abort).*: no luck$/);
    await relay.tasks.retry(task.id);
    expect(await relay.runTo(task.id, 'uncertain', 'failed')).toMatchObject({ status: 'uncertain' });
    expect(accepted()).toEqual([1]);
    upstream.clearFaults();
    await relay.tasks.retry(task.id);
    expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1]);
  },
);

test('a gateway that says now and then that a task is over ends nothing, however often', async () => {
  const { relay, upstream, accepted } = await open({ timing: { polls: 60 } });
  for (let nth = 2; nth < 60; nth += 3) {
    upstream.addFaults({ on: 'query', nth, times: 2, reply: state('timeout') });
  }
  const task = await relay.submit();
  expect(await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain')).toMatchObject({
    status: 'succeeded',
  });
  expect(accepted()).toEqual([1]);
});

test('said to be over, a task is asked for on: its image is taken when the provider has it after all', async () => {
  const { relay, upstream, accepted } = await open();
  upstream.addFaults({ on: 'query', nth: 'every', reply: state('error') });
  const task = await relay.submit();
  await relay.runTo(task.id, 'uncertain');
  relay.clock.advance(2 * 60_000);
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(task.id)).toMatchObject({ status: 'uncertain' });
  upstream.clearFaults();
  relay.clock.advance(5 * 60_000);
  await relay.uncertainWatch.askAll();
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});
