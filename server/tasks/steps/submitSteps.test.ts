import { expect, test } from 'vitest';
import type { Task } from '../../../src/domain/contract/task.ts';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import type { Fault } from '../../../testing/upstream/fault.ts';
import { PAGE, says } from '../../../testing/upstream/replies.ts';
import { waitUntil } from '../../../testing/waitUntil.ts';
import type { KlingPreset } from '../../providers/kling/klingPreset.ts';
import { taskRelays } from '../../testing/taskRelays.ts';
import type { TestRelay } from '../../testing/testRelay.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';

const open = taskRelays();

test.each<[string, Fault]>([
  ['429 with code 1302', { on: 'create', reply: { status: 429, body: says(1302) } }],
  ['429 with code 1303', { on: 'create', reply: { status: 429, body: says(1303) } }],
  ['429 without a code', { on: 'create', reply: { status: 429, body: '' } }],
  ['500', { on: 'create', reply: { status: 500, body: says(5000) } }],
  ['503', { on: 'create', reply: { status: 503, body: says(5001) } }],
  ['524 with a page', { on: 'create', reply: { status: 524, body: PAGE.body } }],
  ['a 500 although it was taken', { on: 'create', reply: { status: 500, afterHandling: true } }],
  ['a connection cut before', { on: 'create', cut: 'before-handling' }],
  ['a connection cut after', { on: 'create', cut: 'after-handling' }],
  ['half an answer', { on: 'create', cut: 'mid-body' }],
  ['a page instead of an answer', { on: 'create', reply: PAGE }],
])('%s is got over, and paid once', async (_name, fault) => {
  const { relay, accepted, expectCleanUpstream } = await open({ script: [fault] });
  const task = await relay.submit();
  const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
  expect(done).toMatchObject({ status: 'succeeded', problem: null, waiting: null });
  expect(done.results).toHaveLength(1);
  expect(accepted()).toEqual([1]);
  expectCleanUpstream();
});

test.each<[string, Fault, Partial<KlingPreset>, number]>([
  [
    'taken and found: it is followed at once',
    { on: 'create', reply: { status: 500, afterHandling: true } },
    {},
    2000,
  ],
  [
    'not taken, repeats refused: sent again soon',
    { on: 'create', reply: { status: 500, body: says(5000) } },
    {},
    12_000,
  ],
  [
    'not taken, repeats accepted: sent again when it can no longer be late',
    { on: 'create', reply: { status: 500, body: says(5000) } },
    { duplicates: 'accepted' },
    130_000,
  ],
])('after a 500, %s', async (_name, fault, preset, atMostMs) => {
  const { relay, accepted } = await open({ script: [fault], preset: { graceMs: 60_000, ...preset } });
  const task = await relay.submit();
  await relay.runTo(task.id, 'processing', 'finishing', 'succeeded');
  const tookMs = relay.clock.now().getTime() - Date.parse(task.createdAt);
  expect(tookMs).toBeLessThanOrEqual(atMostMs);
  if (preset.duplicates === 'accepted') expect(tookMs).toBeGreaterThanOrEqual(120_000);
  expect(accepted()).toEqual([1]);
});

test('no answer in time is got over, and paid once', async () => {
  const late = new AbortController();
  const signals = [late.signal];
  const { relay, accepted, expectCleanUpstream } = await open({
    script: [{ on: 'create', hang: 'after-handling' }],
    // The time of the first call is over when this test says so, that of the others never.
    timeoutSignal: () => signals.shift() ?? new AbortController().signal,
  });
  const task = await relay.submit();
  const ended = relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
  await waitUntil('the submit to be taken', () => accepted().length === 1);
  late.abort();
  expect(await ended).toMatchObject({ status: 'succeeded', problem: null, waiting: null, results: [{}] });
  expect(accepted()).toEqual([1]);
  expectCleanUpstream();
});

test.each<[string, Fault, ProblemCode]>([
  ['400 with code 1301', { on: 'create', reply: { status: 400, body: says(1301) } }, 'upstream-policy'],
  ['400 with code 1201', { on: 'create', reply: { status: 400, body: says(1201) } }, 'upstream-refused'],
  ['a firewall’s page', { on: 'create', reply: { ...PAGE, status: 403 } }, 'upstream-blocked'],
])('%s fails the task with its reason; retried, it is paid once', async (_name, fault, code) => {
  const { relay, accepted } = await open({ script: [fault] });
  const task = await relay.submit();
  const failed = await relay.runTo(task.id, 'failed', 'succeeded');
  expect(failed).toMatchObject({ status: 'failed', problem: { code } });
  expect(failed.problem?.upstream?.httpStatus).toBe(fault.reply?.status);
  expect(failed.endedAt).not.toBeNull();
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('a busy provider is waited for as long as it asks, and people see why', async () => {
  const busy = {
    status: 429,
    headers: { 'retry-after': '7' },
    body: says(1303, 'over resource pack limit'),
  };
  const { relay } = await open({ script: [{ on: 'create', reply: busy }] });
  const task = await relay.submit();
  await relay.runner.runUntilIdle();
  const waiting = await relay.reader.find(task.id);
  expect(waiting?.waiting).toMatchObject({
    code: 'upstream-rate-limited',
    upstream: {
      httpStatus: 429,
      code: '1303',
      message: 'over resource pack limit',
      requestId: 'upstream-request-1',
    },
  });
  const waitMs = Date.parse(waiting?.waiting?.until ?? '') - relay.clock.now().getTime();
  expect(waitMs).toBeGreaterThan(5000);
  expect(waitMs).toBeLessThanOrEqual(7500);
  expect(await relay.runTo(task.id, 'succeeded')).toMatchObject({ waiting: null });
});

test('an accepted submit that cannot be found again is uncertain; only a person submits anew', async () => {
  const script: Fault[] = [{ on: 'create', cut: 'after-handling' }];
  const { relay, accepted } = await open({
    findsByExternalId: false,
    preset: { findsExternalId: 'no' },
    script,
  });
  const task = await relay.submit();
  const uncertain = await relay.runTo(task.id, 'uncertain', 'succeeded', 'failed');
  expect(uncertain).toMatchObject({ status: 'uncertain', problem: { code: 'submit-taken' } });
  expect(accepted()).toEqual([1]);
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'uncertain', 'succeeded')).toMatchObject({
    problem: { code: 'submit-not-found' },
  });
  expect(accepted()).toEqual([1]);
  await relay.tasks.submitAnew(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1, 1]);
});

test('an uncertain task that turns up on the last look before a new submit is not paid again', async () => {
  const { relay, upstream, accepted } = await open({
    preset: { findsExternalId: 'unknown', duplicates: 'unknown' },
    script: [{ on: 'create', reply: { status: 500, afterHandling: true } }],
  });
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
  const task = await relay.submit();
  await relay.runTo(task.id, 'uncertain');
  upstream.clearFaults();
  await relay.tasks.submitAnew(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('an uncertain task can be given up, and taken up again under the same name', async () => {
  const { relay, upstream } = await open({
    preset: { findsExternalId: 'unknown', duplicates: 'unknown' },
    script: [{ on: 'create', reply: { status: 500, afterHandling: true } }],
  });
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
  const task = await relay.submit();
  await relay.runTo(task.id, 'uncertain');
  const givenUp = await relay.tasks.giveUp(task.id);
  expect(givenUp).toMatchObject({ status: 'cancelled', problem: { code: 'given-up' } });
  expect(givenUp.problem?.detail).toContain('may still be charged');
  await expect(relay.tasks.giveUp(task.id)).rejects.toMatchObject({ code: 'task-not-uncertain' });
  await expect(relay.tasks.submitAnew(task.id)).rejects.toMatchObject({ code: 'task-not-uncertain' });
  upstream.clearFaults();
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(new Set(upstream.state().creates.map(({ externalTaskId }) => externalTaskId)).size).toBe(1);
});

test('a submit that was taken in doubt and then refused is found again and paid once', async () => {
  const { relay, accepted } = await open({
    script: [
      { on: 'create', cut: 'after-handling' },
      { on: 'create', reply: { status: 400, body: says(1301) } },
    ],
  });
  const task = await relay.submit();
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('an uncertain submit that turns up on retry is not paid again', async () => {
  const { relay, upstream, accepted } = await open({
    preset: { findsExternalId: 'unknown', duplicates: 'unknown' },
    script: [{ on: 'create', reply: { status: 500, afterHandling: true } }],
  });
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
  const task = await relay.submit();
  await relay.runTo(task.id, 'uncertain');
  upstream.clearFaults();
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test.each<[string, Fault['reply']]>([
  ['400 with code 1200', { status: 400, body: says(1200) }],
  ['404 with code 1202', { status: 404, body: says(1202) }],
  ['a page', PAGE],
])('a look-up that is refused with %s proves nothing: no new submit, same name', async (_name, reply) => {
  const { relay, upstream, accepted } = await open({ script: [{ on: 'create', cut: 'after-handling' }] });
  upstream.addFaults({ on: 'query', nth: 'every', ...(reply === undefined ? {} : { reply }) });
  const task = await relay.submit();
  for (let tries = 0; tries < 2; tries += 1) {
    const uncertain = await relay.runTo(task.id, 'uncertain', 'succeeded', 'failed');
    expect(uncertain.status).toBe('uncertain');
    expect(uncertain.problem?.detail).toMatch(/may cost twice|costs again/);
    await relay.tasks.retry(task.id);
  }
  await relay.runTo(task.id, 'uncertain');
  upstream.clearFaults();
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
  expect(new Set(upstream.state().creates.map(({ externalTaskId }) => externalTaskId)).size).toBe(1);
});

const busy = { reply: { status: 429, body: says(1302) } };
test.each<[string, Fault, string]>([
  [
    'submitting',
    { on: 'create', ...busy },
    'The provider is too busy to answer right now. This try cost nothing.',
  ],
  [
    'submitting in doubt',
    { on: 'create', reply: { status: 503, body: says(5001) } },
    'The provider has trouble right now. Whether it took this task is asked before anything is sent again.',
  ],
  [
    'asking what a page was that came for an answer',
    { on: 'create', reply: { status: 200, body: '<html>Welcome</html>' } },
    'Something other than the provider answered at its address. Whether it took this task is asked before anything is sent again.',
  ],
])('while %s, a wait says what is true about the money then', async (_name, fault, detail) => {
  const { relay } = await open({ script: [fault] });
  const task = await relay.submit();
  const waiting = await relay.runUntil('wait', async () => (await relay.reader.find(task.id))?.waiting);
  expect(waiting.detail).toBe(detail);
  await relay.runTo(task.id, 'succeeded');
});

test('a provider that stays busy fails the task in a sentence that says what to do', async () => {
  const { relay } = await open({ script: [{ on: 'create', nth: 'every', ...busy }] });
  const task = await relay.submit();
  await relay.runUntil('first wait', async () => (await relay.reader.find(task.id))?.waiting);
  // One jump to the end of all patience: every try before it would be the same again.
  relay.clock.advance(RETRY_LIMITS.busyMs);
  expect((await relay.runTo(task.id, 'failed')).problem?.detail).toBe(
    'The provider is too busy to answer right now. This try cost nothing. Retry in a while.',
  );
});

const LOSING: readonly Fault[] = [{ on: 'create', nth: 'every', cut: 'before-handling' }];
const HALF_AN_HOUR_MS = 30 * 60_000;

/** Goes on until the next step would come later than half an hour after the beginning, or to the end. */
function halfAnHour(relay: TestRelay, { id, createdAt }: Task): Promise<Task> {
  return relay.runUntil('half an hour, or its end', async () => {
    const now = await relay.reader.find(id);
    const nextMs = Date.parse(now?.waiting?.until ?? createdAt) - Date.parse(createdAt);
    return nextMs >= HALF_AN_HOUR_MS || now?.status !== 'submitting' ? now : null;
  });
}

test.each(['refused', 'accepted'] as const)(
  'where repeats are %s, a network that loses every create for half an hour fails nothing',
  async (repeats) => {
    const script = [...LOSING];
    const { relay, upstream, accepted } = await open({ repeats, script, preset: { duplicates: repeats } });
    const task = await relay.submit();
    const ended = await halfAnHour(relay, task);
    expect(ended).toMatchObject({ status: 'submitting' });
    upstream.clearFaults();
    expect(await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain')).toMatchObject({
      status: 'succeeded',
    });
    expect(accepted()).toEqual([1]);
  },
);

test('what is surely not taken holds no place at the provider while it waits to be sent again', async () => {
  const { relay } = await open({ script: [...LOSING] });
  const task = await relay.submit();
  const pausing = await relay.runUntil('long pause', async () => {
    const now = await relay.reader.find(task.id);
    const restMs = Date.parse(now?.waiting?.until ?? '') - relay.clock.now().getTime();
    return restMs > 3 * RETRY_LIMITS.deniedMs ? now : null;
  });
  expect(pausing).toMatchObject({ status: 'submitting', waiting: { code: 'upstream-unreachable' } });
  expect(await relay.line.inUse('deerapi')).toBe(0);
  const cancelled = await relay.tasks.cancel(task.id);
  expect(cancelled).toMatchObject({ problem: { code: 'cancelled-unsent' } });
});

test('a wrong «no such task» before and after trouble is not believed where a repeat would be paid for', async () => {
  const { relay, upstream, accepted } = await open({
    script: [{ on: 'create', cut: 'after-handling' }],
    ...{ repeats: 'accepted', preset: { duplicates: 'accepted' } },
  });
  const lost = () =>
    upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
  lost();
  const task = await relay.submit();
  const isPast = (ms: number) => () => relay.clock.now().getTime() - Date.parse(task.createdAt) >= ms;
  await relay.runUntil('some of them', isPast(20_000));
  upstream.clearFaults();
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 503, body: says(5001) } });
  await relay.runUntil('some trouble', isPast(90_000));
  upstream.clearFaults();
  lost();
  await relay.runUntil('some more of them', isPast(130_000));
  upstream.clearFaults();
  expect(await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain')).toMatchObject({
    status: 'succeeded',
  });
  expect(accepted()).toEqual([1]);
});

test.each(['refused', 'unknown'] as const)(
  'where repeats are %s, half an hour in which creates and questions are lost leaves no doubt',
  async (duplicates) => {
    const { relay, upstream, accepted } = await open({
      script: [{ on: 'create', cut: 'after-handling' }],
      preset: { duplicates },
    });
    upstream.addFaults({ on: 'query', nth: 'every', cut: 'before-handling' });
    const task = await relay.submit();
    const ended = await halfAnHour(relay, task);
    expect(ended).toMatchObject({ status: 'submitting' });
    upstream.clearFaults();
    expect(await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain')).toMatchObject({
      status: 'succeeded',
    });
    expect(accepted()).toEqual([1]);
  },
);

test('a submit that is never taken is sent ever more rarely, fails in the end, and cost nothing', async () => {
  const { relay, upstream } = await open({
    script: [{ on: 'create', nth: 'every', reply: { status: 500, body: says(5000) } }],
  });
  const task = await relay.submit();
  const failed = await relay.runTo(task.id, 'failed', 'uncertain');
  expect(failed).toMatchObject({
    status: 'failed',
    problem: { code: 'upstream-unavailable', upstream: { httpStatus: 500, code: '5000' } },
  });
  expect(failed.problem?.detail).toBe(
    `The provider has trouble right now. This was sent ${RETRY_LIMITS.maxDoubts} times under the same name; the provider was asked for it and says that it does not have it. If so, it cost nothing. A retry in a while asks once more before it is sent again.`,
  );
  const tookMs = Date.parse(failed.endedAt ?? '') - Date.parse(task.createdAt);
  expect(tookMs).toBeGreaterThan(HALF_AN_HOUR_MS);
  expect(tookMs).toBeLessThan(3 * HALF_AN_HOUR_MS);
  const names = new Set(upstream.state().creates.map(({ externalTaskId }) => externalTaskId));
  expect(upstream.state().creates.length).toBe(RETRY_LIMITS.maxDoubts);
  expect(names.size).toBe(1);
});
