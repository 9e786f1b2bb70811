import { expect, test } from 'vitest';
import { configSchema } from '../../../src/domain/contract/config.ts';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import type { Fault } from '../../../testing/upstream/fault.ts';
import { PAGE, says } from '../../../testing/upstream/replies.ts';
import { leavableDatabase } from '../../testing/leavableDatabase.ts';
import { taskRelays } from '../../testing/taskRelays.ts';
import { CircuitBreaker } from './circuitBreaker.ts';

const open = taskRelays();

test.each<[string, Fault['reply'], ProblemCode]>([
  ['401', { status: 401, body: says(1002) }, 'upstream-unauthorized'],
  ['403 with code 1103', { status: 403, body: says(1103) }, 'upstream-not-permitted'],
  ['429 with code 1101', { status: 429, body: says(1101) }, 'upstream-account'],
  ['429 with code 1304', { status: 429, body: says(1304) }, 'upstream-account'],
])('%s stops the provider once for all tasks; they go on when it works again', async (_name, reply, code) => {
  const { relay, upstream, accepted } = await open();
  const running = await relay.submit();
  await relay.runTo(running.id, 'processing');
  if (reply === undefined) throw new Error('There is no reply.');
  upstream.addFaults({ on: 'create', nth: 'every', reply }, { on: 'query', nth: 'every', reply });
  const waiting = [running, await relay.submit(), await relay.submit(), await relay.submit()];
  for (const { id } of waiting) {
    await relay.runUntil('task that waits', async () => {
      return (await relay.reader.find(id))?.waiting?.code === code;
    });
  }
  const stop = relay.circuitBreaker.stopOf('deerapi');
  expect(stop?.problem).toMatchObject({ code, upstream: { httpStatus: reply.status } });
  const asked = upstream.state().creates.length;
  await relay.runner.runUntilIdle();
  const config = configSchema.parse(await (await relay.app.request('/api/config')).json());
  expect(config.providers.find(({ name }) => name === 'deerapi')?.stopped?.problem.code).toBe(code);
  expect(config.providers.find(({ name }) => name === 'built-in')?.stopped).toBeNull();
  // Nobody asks again before it is time, and then only one.
  expect(upstream.state().creates.length).toBe(asked);

  upstream.clearFaults();
  const answer = await relay.app.request('/api/providers/deerapi/try', { method: 'POST' });
  expect(answer.status).toBe(204);
  for (const { id } of waiting) {
    expect(await relay.runTo(id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  }
  expect(relay.circuitBreaker.stopOf('deerapi')).toBeNull();
  expect(accepted()).toEqual([1, 1, 1, 1]);
});

test('a firewall’s page about one prompt stops nobody: only an answer in the form of the API can', async () => {
  const { relay, upstream, accepted } = await open();
  upstream.addFaults({ on: 'create', prompt: 'odd', nth: 'every', reply: { ...PAGE, status: 403 } });
  const odd = await relay.submit({ prompt: 'odd' });
  const other = await relay.submit({ prompt: 'plain' });
  expect(await relay.runTo(odd.id, 'failed', 'succeeded')).toMatchObject({
    problem: { code: 'upstream-blocked' },
  });
  expect(relay.circuitBreaker.stopOf('deerapi')).toBeNull();
  expect(await relay.runTo(other.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('a stopped provider is tried again by itself, by one task at a time and ever more slowly', async () => {
  const { relay, upstream, accepted } = await open({
    script: [{ on: 'create', nth: 'every', reply: { status: 401, body: says(1000) } }],
  });
  const tasks = [await relay.submit(), await relay.submit(), await relay.submit()];
  const isStopped = () => relay.circuitBreaker.stopOf('deerapi');
  await relay.runner.runUntilIdle();
  const seen = await Promise.all(tasks.map(({ id }) => relay.reader.find(id)));
  expect(seen.every((task) => task?.waiting != null)).toBe(true);
  for (const waitMs of [7500, 15_000, 30_000]) {
    const before = upstream.state().creates.length;
    const nextTryAt = isStopped()?.nextTryAt ?? new Date(0);
    relay.clock.advance(nextTryAt.getTime() - relay.clock.now().getTime() + 1);
    await relay.runner.runUntilIdle();
    const leftMs = (isStopped()?.nextTryAt.getTime() ?? 0) - relay.clock.now().getTime();
    expect(leftMs).toBe(waitMs);
    expect(upstream.state().creates.length).toBe(before + 1);
  }
  upstream.clearFaults();
  for (const { id } of tasks) await relay.runTo(id, 'succeeded');
  expect(accepted()).toEqual([1, 1, 1]);
});

test.each([
  [
    'an answer that shows that it works again',
    { kind: 'accepted', upstreamTaskId: '1' },
    { kind: 'accepted' },
  ],
  [
    'a refusal of the key',
    { kind: 'refused', problem: taskProblem('upstream-unauthorized', null) },
    { kind: 'stopped', wasAsked: true },
  ],
] as const)('%s is not lost when the database goes away behind it', async (_name, answer, expected) => {
  const { relay, db, upstream } = await open();
  upstream.addFaults({ on: 'create', reply: { status: 401, body: says(1000) } });
  await relay.submit();
  await relay.runner.runUntilIdle();
  const outage = leavableDatabase(db);
  const breaker = new CircuitBreaker({ db: outage.db, now: relay.clock.now, random: () => 0.5 });
  await breaker.load();
  relay.clock.advance(60_000);
  const provider = relay.providers.get('deerapi');
  if (provider === undefined) throw new Error('There is no provider.');
  const outcome = await breaker.call(provider, async () => {
    outage.leave();
    return answer;
  });
  expect(outcome).toMatchObject(expected);
});
