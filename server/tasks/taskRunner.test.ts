import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type FakeUpstream, startFakeUpstream } from '../../e2e/upstream/fakeUpstream.ts';
import type { Fault } from '../../e2e/upstream/fault.ts';
import type { UpstreamOptions } from '../../e2e/upstream/upstreamOptions.ts';
import { configSchema, type TaskStatus } from '../../src/domain/contract.ts';
import type { ProblemCode } from '../../src/domain/problem.ts';
import type { Database } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { createFinisher } from '../finishing/finisher.ts';
import { sharp } from '../images/sharpSetup.ts';
import type { KlingPreset } from '../providers/klingPreset.ts';
import { makeDataFolder } from '../testing/databaseTemplate.ts';
import { type TestDatabases, testDatabaseKinds } from '../testing/testDatabases.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { finalName, rawName } from './fetchAndFinish.ts';
import { keepHouse } from './housekeeping.ts';
import { runStep } from './taskSteps.ts';

const says = (code: number, message = 'as told') => ({ code, message, request_id: 'upstream-request-1' });
const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><h1>Hello</h1></html>' };

describe.each(testDatabaseKinds())('Tasks on the $name database', (kind) => {
  let folder: Awaited<ReturnType<typeof makeDataFolder>>;
  let databases: TestDatabases;
  let database: Database;
  let upstream: FakeUpstream;
  let relay: TestRelay;
  const finisher = createFinisher();

  beforeAll(async () => {
    folder = await makeDataFolder();
    databases = await kind.start();
    database = await databases.open(folder.path, 'tasks');
  });
  afterAll(async () => {
    await finisher.close();
    await database.close();
    await databases.stop();
    await folder.remove();
  });

  const open = async ({
    preset = {},
    ...options
  }: UpstreamOptions & { preset?: Partial<KlingPreset> } = {}) => {
    upstream = await startFakeUpstream({ timing: { polls: 2 }, ...options });
    relay = await openTestRelay({
      database,
      dataDir: folder.path,
      upstream,
      finisher,
      preset: { timeoutMs: 700, ...preset },
    });
    relay.runner.start();
  };
  const accepted = () => Object.values(upstream.state().acceptedByExternalId);
  const expectCleanUpstream = () => {
    expect(upstream.state().refused).toEqual([]);
    expect(upstream.state().fileRequestsWithKey).toBe(0);
  };
  afterEach(async () => {
    await relay.close();
    await upstream.close();
    await database.db.delete(tasks);
  });

  test('a task succeeds with every image finished at the size of its frame', async () => {
    await open();
    const task = await relay.submit({ n: 2, prompt: 'a meadow' });
    const done = await relay.carryTo(task.id, 'succeeded', 'failed');
    expect(done).toMatchObject({ status: 'succeeded', problem: null, waiting: null });
    expect(done.results.map(({ index, width, height, flags }) => [index, width, height, flags])).toEqual([
      [0, 640, 400, []],
      [1, 640, 400, []],
    ]);
    expect(done.revision).toBeGreaterThan(task.revision);
    const [create] = upstream.state().creates;
    expect(create?.accepted).toMatchObject({
      n: 2,
      prompt: 'a meadow',
      ratios: { up: 0.25, right: 0.5, bottom: 0, left: 0.1 },
    });
    expectCleanUpstream();
  });

  test.each<[string, Fault['cut'] | 'reply' | 'hang', Fault]>([
    ['429 with code 1302', 'reply', { on: 'create', reply: { status: 429, body: says(1302) } }],
    ['429 with code 1303', 'reply', { on: 'create', reply: { status: 429, body: says(1303) } }],
    ['429 without a code', 'reply', { on: 'create', reply: { status: 429, body: '' } }],
    ['500', 'reply', { on: 'create', reply: { status: 500, body: says(5000) } }],
    ['503', 'reply', { on: 'create', reply: { status: 503, body: says(5001) } }],
    ['524 with a page', 'reply', { on: 'create', reply: { status: 524, body: html.body } }],
    ['a 500 although it was taken', 'reply', { on: 'create', reply: { status: 500, afterHandling: true } }],
    ['a connection cut before', 'before-handling', { on: 'create', cut: 'before-handling' }],
    ['a connection cut after', 'after-handling', { on: 'create', cut: 'after-handling' }],
    ['half an answer', 'mid-body', { on: 'create', cut: 'mid-body' }],
    ['no answer in time', 'hang', { on: 'create', hang: 'after-handling' }],
    ['503 while asking', 'reply', { on: 'query', reply: { status: 503, body: says(5001) } }],
    ['a page while asking', 'reply', { on: 'query', reply: { ...html, status: 502 } }],
    ['a page instead of a state', 'reply', { on: 'query', reply: html }],
    ['404 for the image', 'reply', { on: 'image', reply: { status: 404 } }],
    ['a cut image', 'mid-body', { on: 'image', cut: 'mid-body' }],
    ['503 for the image', 'reply', { on: 'image', reply: { status: 503 } }],
  ])('%s is got over, and paid once', async (_name, _how, fault) => {
    await open({ script: [fault] });
    const task = await relay.submit();
    const done = await relay.carryTo(task.id, 'succeeded', 'failed', 'uncertain');
    expect(done).toMatchObject({ status: 'succeeded', problem: null, waiting: null });
    expect(done.results).toHaveLength(1);
    expect(accepted()).toEqual([1]);
    expectCleanUpstream();
  });

  test.each<[string, Fault, ProblemCode]>([
    ['400 with code 1301', { on: 'create', reply: { status: 400, body: says(1301) } }, 'upstream-policy'],
    ['400 with code 1201', { on: 'create', reply: { status: 400, body: says(1201) } }, 'upstream-refused'],
    ['HTML instead of JSON', { on: 'create', reply: html }, 'upstream-unreadable'],
    [
      'a wrong path while asking',
      { on: 'query', reply: { status: 404, body: says(1202) } },
      'upstream-refused',
    ],
  ])('%s fails the task with its reason; retried, it is paid once', async (_name, fault, code) => {
    await open({ script: [fault] });
    const task = await relay.submit();
    const failed = await relay.carryTo(task.id, 'failed', 'succeeded');
    expect(failed).toMatchObject({ status: 'failed', problem: { code } });
    expect(failed.problem?.upstream?.httpStatus).toBe(fault.reply?.status);
    expect(failed.endedAt).not.toBeNull();
    await relay.tasks.retry(task.id);
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1]);
  });

  test.each<[string, Fault['reply'], ProblemCode]>([
    ['401', { status: 401, body: says(1002) }, 'upstream-unauthorized'],
    ['403 with a page', { status: 403, body: html.body }, 'upstream-unauthorized'],
    ['429 with code 1101', { status: 429, body: says(1101) }, 'upstream-account'],
    ['429 with code 1304', { status: 429, body: says(1304) }, 'upstream-account'],
  ])(
    '%s stops the provider once for all tasks; they go on when it works again',
    async (_name, reply, code) => {
      await open();
      const running = await relay.submit();
      await relay.carryTo(running.id, 'processing');
      if (reply === undefined) throw new Error('There is no reply.');
      upstream.addFaults({ on: 'create', nth: 'every', reply }, { on: 'query', nth: 'every', reply });
      const waiting = [running, await relay.submit(), await relay.submit(), await relay.submit()];
      for (const { id } of waiting) {
        await waitUntil('a task that waits', async () => {
          relay.runner.wake();
          return (await relay.reader.find(id))?.waiting?.code === code;
        });
      }
      const stop = relay.gate.stopOf('deerapi');
      expect(stop?.problem).toMatchObject({ code, upstream: { httpStatus: reply.status } });
      const asked = upstream.state().creates.length;
      relay.runner.wake();
      const config = configSchema.parse(await (await relay.app.request('/api/config')).json());
      expect(config.providers.find(({ name }) => name === 'deerapi')?.stopped?.problem.code).toBe(code);
      expect(config.providers.find(({ name }) => name === 'built-in')?.stopped).toBeNull();
      // Nobody asks again before it is time, and then only one.
      expect(upstream.state().creates.length).toBe(asked);

      upstream.clearFaults();
      const answer = await relay.app.request('/api/providers/deerapi/try', { method: 'POST' });
      expect(answer.status).toBe(204);
      for (const { id } of waiting) {
        expect(await relay.carryTo(id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
      }
      expect(relay.gate.stopOf('deerapi')).toBeNull();
      expect(accepted()).toEqual([1, 1, 1, 1]);
    },
  );

  test('a stopped provider is tried again by itself, by one task at a time and ever more slowly', async () => {
    await open({ script: [{ on: 'create', nth: 'every', reply: { status: 401, body: says(1000) } }] });
    const tasks = [await relay.submit(), await relay.submit(), await relay.submit()];
    const isStopped = () => relay.gate.stopOf('deerapi');
    await waitUntil('the first refusal', isStopped);
    await waitUntil('all to wait', async () => {
      const seen = await Promise.all(tasks.map(({ id }) => relay.reader.find(id)));
      return seen.every((task) => task?.waiting != null);
    });
    for (const waitMs of [5000, 10_000, 20_000]) {
      const before = upstream.state().creates.length;
      const nextTryAt = isStopped()?.nextTryAt ?? new Date(0);
      relay.clock.advance(nextTryAt.getTime() - relay.clock.now().getTime() + 1);
      relay.runner.wake();
      await waitUntil('the next refusal', () => {
        const leftMs = (isStopped()?.nextTryAt.getTime() ?? 0) - relay.clock.now().getTime();
        return Math.abs(leftMs - waitMs) < 2000;
      });
      expect(upstream.state().creates.length).toBe(before + 1);
    }
    upstream.clearFaults();
    for (const { id } of tasks) await relay.carryTo(id, 'succeeded');
    expect(accepted()).toEqual([1, 1, 1]);
  });

  test('no more images are with the provider at once than it has places', async () => {
    await open({ timing: { polls: 4 }, preset: { slots: 3 } });
    const tasks = [await relay.submit({ n: 2 }), await relay.submit({ n: 2 }), await relay.submit()];
    const seen: number[] = [];
    await waitUntil('all to be done', async () => {
      seen.push(await relay.line.inUse('deerapi'));
      const now = await Promise.all(tasks.map(({ id }) => relay.reader.find(id)));
      return now.every((task) => task?.status === 'succeeded');
    });
    expect(Math.max(...seen)).toBeLessThanOrEqual(3);
    expect(accepted()).toEqual([1, 1, 1]);
    expect(await relay.line.inUse('deerapi')).toBe(0);
  });

  test('places that are free again are all taken at once', async () => {
    await open({ timing: { elapsedMs: 700 }, preset: { slots: 4 } });
    const first = await relay.submit({ n: 4 });
    await waitUntil(
      'the first to run',
      async () => (await relay.reader.find(first.id))?.status === 'processing',
    );
    const others = [await relay.submit(), await relay.submit(), await relay.submit(), await relay.submit()];
    const statuses = async () => {
      const now = await Promise.all(others.map(({ id }) => relay.reader.find(id)));
      return now.map((task) => task?.status);
    };
    await waitUntil('all to wait', async () => {
      const now = await Promise.all(others.map(({ id }) => relay.reader.find(id)));
      return now.every((task) => task?.waiting?.code === 'upstream-slots' || task?.status !== 'submitting');
    });
    // Nobody puts the clock forward here: each one that is let in lets the next one look.
    await waitUntil('all to be done', async () =>
      (await statuses()).every((status) => status === 'succeeded'),
    );
    expect(accepted()).toEqual([1, 1, 1, 1, 1]);
  });

  test('a task with more images than there are places goes alone', async () => {
    await open({ preset: { slots: 2 } });
    const task = await relay.submit({ n: 4 });
    expect((await relay.carryTo(task.id, 'succeeded', 'failed')).results).toHaveLength(4);
  });

  test('code 1303 teaches how many places there are', async () => {
    await open({ timing: { polls: 1_000_000 } });
    const running = await relay.submit({ n: 2 });
    await relay.carryTo(running.id, 'processing');
    upstream.addFaults({ on: 'create', reply: { status: 429, body: says(1303) } });
    const refused = await relay.submit();
    await waitUntil('the refusal', async () => (await relay.reader.find(refused.id))?.waiting != null);
    relay.clock.advance(3000);
    relay.runner.wake();
    await waitUntil(
      'the wait for a place',
      async () => (await relay.reader.find(refused.id))?.waiting?.code === 'upstream-slots',
    );
    expect(upstream.state().creates).toHaveLength(2);
    await relay.tasks.cancel(running.id);
    await relay.carryTo(refused.id, 'processing');
    expect(accepted()).toEqual([1, 1]);
  });

  test.each<[string, Fault | null, TaskStatus, ProblemCode]>([
    ['while it runs', null, 'processing', 'cancelled-running'],
    [
      'in doubt',
      { on: 'create', nth: 'every', reply: { status: 500, body: says(5000) } },
      'submitting',
      'cancelled-in-doubt',
    ],
    [
      'before it was taken',
      { on: 'create', nth: 'every', reply: { status: 429, body: says(1302) } },
      'submitting',
      'cancelled-unsent',
    ],
  ])('cancelling %s says what may still be charged', async (_name, fault, status, code) => {
    await open({ timing: { polls: 1_000_000 }, script: fault === null ? [] : [fault] });
    const task = await relay.submit();
    await waitUntil('the state', async () => {
      const now = await relay.reader.find(task.id);
      return now?.status === status && (fault === null || now.waiting !== null);
    });
    expect(await relay.tasks.cancel(task.id)).toMatchObject({ status: 'cancelled', problem: { code } });
  });

  test('a busy provider is waited for as long as it asks, and people see why', async () => {
    const busy = {
      status: 429,
      headers: { 'retry-after': '7' },
      body: says(1303, 'over resource pack limit'),
    };
    await open({ script: [{ on: 'create', reply: busy }] });
    const task = await relay.submit();
    const waiting = await waitUntil('a task that waits', async () => {
      const now = await relay.reader.find(task.id);
      return now?.waiting ? now : null;
    });
    expect(waiting.waiting).toMatchObject({
      code: 'upstream-rate-limited',
      upstream: {
        httpStatus: 429,
        code: '1303',
        message: 'over resource pack limit',
        requestId: 'upstream-request-1',
      },
    });
    const waitMs = Date.parse(waiting.waiting?.until ?? '') - relay.clock.now().getTime();
    expect(waitMs).toBeGreaterThan(5000);
    expect(waitMs).toBeLessThanOrEqual(7500);
    expect(await relay.carryTo(task.id, 'succeeded')).toMatchObject({ waiting: null });
  });

  test('an accepted submit that cannot be found again is uncertain; only a person submits anew', async () => {
    await open({ findsByExternalId: false, script: [{ on: 'create', cut: 'after-handling' }] });
    const task = await relay.submit();
    const uncertain = await relay.carryTo(task.id, 'uncertain', 'succeeded', 'failed');
    expect(uncertain).toMatchObject({ status: 'uncertain', problem: { code: 'submit-taken' } });
    expect(accepted()).toEqual([1]);
    await relay.tasks.retry(task.id);
    expect(await relay.carryTo(task.id, 'uncertain', 'succeeded')).toMatchObject({
      problem: { code: 'submit-not-found' },
    });
    expect(accepted()).toEqual([1]);
    await relay.tasks.submitAnew(task.id);
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1, 1]);
  });

  test('an uncertain task that turns up on the last look before a new submit is not paid again', async () => {
    await open({ script: [{ on: 'create', nth: 'every', reply: { status: 500, afterHandling: true } }] });
    upstream.addFaults({ on: 'query', nth: 1, reply: { status: 404, body: says(1203) } });
    const task = await relay.submit();
    await relay.carryTo(task.id, 'uncertain');
    upstream.clearFaults();
    await relay.tasks.submitAnew(task.id);
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1]);
  });

  test('an uncertain task can be given up, and taken up again under the same name', async () => {
    await open({ script: [{ on: 'create', nth: 'every', reply: { status: 500, body: says(5000) } }] });
    const task = await relay.submit();
    await relay.carryTo(task.id, 'uncertain');
    const givenUp = await relay.tasks.giveUp(task.id);
    expect(givenUp).toMatchObject({ status: 'cancelled', problem: { code: 'given-up' } });
    expect(givenUp.problem?.detail).toContain('may still be charged');
    await expect(relay.tasks.giveUp(task.id)).rejects.toMatchObject({ code: 'task-not-uncertain' });
    await expect(relay.tasks.submitAnew(task.id)).rejects.toMatchObject({ code: 'task-not-uncertain' });
    upstream.clearFaults();
    await relay.tasks.retry(task.id);
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(new Set(upstream.state().creates.map(({ externalTaskId }) => externalTaskId)).size).toBe(1);
  });

  test('a submit that was taken in doubt and then refused is found again and paid once', async () => {
    await open({
      script: [
        { on: 'create', cut: 'after-handling' },
        { on: 'create', reply: { status: 400, body: says(1301) } },
      ],
    });
    const task = await relay.submit();
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1]);
  });

  test('an uncertain submit that turns up on retry is not paid again', async () => {
    await open({ script: [{ on: 'create', nth: 'every', reply: { status: 500, afterHandling: true } }] });
    upstream.addFaults({ on: 'query', nth: 1, reply: { status: 404, body: says(1203) } });
    const task = await relay.submit();
    await relay.carryTo(task.id, 'uncertain');
    upstream.clearFaults();
    await relay.tasks.retry(task.id);
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1]);
  });

  test.each<[string, Fault['reply'], ProblemCode]>([
    ['400 with code 1200', { status: 400, body: says(1200) }, 'upstream-refused'],
    ['404 with code 1202', { status: 404, body: says(1202) }, 'upstream-refused'],
    ['a page', html, 'upstream-unreadable'],
  ])(
    'a look-up that is refused with %s proves nothing: no new submit, same name',
    async (_name, reply, code) => {
      await open({ script: [{ on: 'create', cut: 'after-handling' }] });
      upstream.addFaults({ on: 'query', nth: 'every', ...(reply === undefined ? {} : { reply }) });
      const task = await relay.submit();
      for (let tries = 0; tries < 2; tries += 1) {
        const uncertain = await relay.carryTo(task.id, 'uncertain', 'succeeded', 'failed');
        expect(uncertain).toMatchObject({ status: 'uncertain', problem: { code } });
        expect(uncertain.problem?.detail).toContain('may cost twice');
        await relay.tasks.retry(task.id);
      }
      await relay.carryTo(task.id, 'uncertain');
      upstream.clearFaults();
      await relay.tasks.retry(task.id);
      expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
      expect(accepted()).toEqual([1]);
      expect(new Set(upstream.state().creates.map(({ externalTaskId }) => externalTaskId)).size).toBe(1);
    },
  );

  test('a task that the provider suddenly does not know is waited for, and followed again on retry', async () => {
    await open();
    upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
    const task = await relay.submit();
    await waitUntil('ten minutes of asking', async () => {
      const now = await relay.reader.find(task.id);
      if (now?.waiting) relay.clock.advance(Date.parse(now.waiting.until) - relay.clock.now().getTime());
      relay.runner.wake();
      const isWaiting = now?.status === 'processing' && now.waiting?.code === 'upstream-task-unknown';
      return isWaiting && relay.clock.now().getTime() > Date.parse(task.createdAt) + 10 * 60_000;
    });
    const uncertain = await relay.carryTo(task.id, 'uncertain', 'failed');
    expect(uncertain).toMatchObject({ status: 'uncertain', problem: { code: 'upstream-task-unknown' } });
    await relay.tasks.retry(task.id);
    const lost = await relay.carryTo(task.id, 'uncertain', 'failed');
    expect(lost).toMatchObject({ status: 'uncertain', problem: { code: 'upstream-task-lost' } });
    expect(accepted()).toEqual([1]);
    upstream.clearFaults();
    await relay.tasks.retry(task.id);
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1]);
  });

  test('a task that the provider has lost for good is submitted anew by a person alone', async () => {
    await open();
    upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
    const task = await relay.submit();
    for (const code of ['upstream-task-unknown', 'upstream-task-lost', 'upstream-task-lost']) {
      expect((await relay.carryTo(task.id, 'uncertain')).problem?.code).toBe(code);
      expect(accepted()).toEqual([1]);
      await relay.tasks.retry(task.id);
    }
    await relay.carryTo(task.id, 'uncertain');
    await relay.tasks.submitAnew(task.id);
    await waitUntil('the new submit', () => accepted().length === 2);
    upstream.clearFaults();
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1, 1]);
  });

  const busy = { reply: { status: 429, body: says(1302) } };
  test.each<[string, Fault, string]>([
    [
      'submitting',
      { on: 'create', ...busy },
      'The provider is too busy to answer right now. This try cost nothing.',
    ],
    [
      'following',
      { on: 'query', ...busy },
      'The provider is too busy to answer right now. Going on costs nothing more.',
    ],
    [
      'submitting in doubt',
      { on: 'create', reply: { status: 503, body: says(5001) } },
      'The provider has trouble right now.',
    ],
  ])('while %s, a wait says what is true about the money then', async (_name, fault, detail) => {
    await open({ script: [fault] });
    const task = await relay.submit();
    const waiting = await waitUntil('the wait', async () => (await relay.reader.find(task.id))?.waiting);
    expect(waiting.detail).toBe(detail);
    await relay.carryTo(task.id, 'succeeded');
  });

  test('a provider that stays busy fails the task in a sentence that says what to do', async () => {
    await open({ script: [{ on: 'create', nth: 'every', ...busy }] });
    const task = await relay.submit();
    expect((await relay.carryTo(task.id, 'failed')).problem?.detail).toBe(
      'The provider is too busy to answer right now. This try cost nothing. Retry in a while.',
    );
  });

  test('a submit that never gets a clear answer ends uncertain after a bounded number of tries', async () => {
    await open({ script: [{ on: 'create', nth: 'every', reply: { status: 500, body: says(5000) } }] });
    const task = await relay.submit();
    expect(await relay.carryTo(task.id, 'uncertain')).toMatchObject({
      problem: { code: 'submit-uncertain', upstream: { httpStatus: 500, code: '5000' } },
    });
    const names = new Set(upstream.state().creates.map(({ externalTaskId }) => externalTaskId));
    expect(upstream.state().creates.length).toBe(8);
    expect(names.size).toBe(1);
  });

  test('a task that takes too long is followed again on retry and not paid again', async () => {
    await open({ timing: { polls: 1_000_000 } });
    const task = await relay.submit();
    await relay.carryTo(task.id, 'processing');
    relay.clock.advance(16 * 60_000);
    const failed = await relay.carryTo(task.id, 'failed');
    expect(failed.problem?.code).toBe('upstream-deadline');
    await relay.tasks.retry(task.id);
    expect((await relay.carryTo(task.id, 'processing')).problem).toBeNull();
    await waitUntil(
      'another question for the same task',
      () => (Object.values(upstream.state().queries)[0] ?? 0) > 2,
    );
    expect(accepted()).toEqual([1]);
  });

  test('a task that fails upstream keeps the reason, and a retry submits a new one', async () => {
    await open({ script: [{ on: 'create', taskFails: { message: 'Image pixel is invalid' } }] });
    const task = await relay.submit();
    const failed = await relay.carryTo(task.id, 'failed');
    expect(failed.problem).toMatchObject({
      code: 'upstream-task-failed',
      upstream: { message: 'Image pixel is invalid' },
    });
    await relay.tasks.retry(task.id);
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({
      status: 'succeeded',
      problem: null,
    });
    expect(accepted()).toEqual([1, 1]);
  });

  test.each<[string, Fault, ProblemCode]>([
    ['stays away', { on: 'image', nth: 'every', reply: { status: 404 } }, 'result-unavailable'],
    ['is a page', { on: 'image', nth: 'every', reply: html }, 'result-unreadable'],
    [
      'is a page with 404',
      { on: 'image', nth: 'every', reply: { ...html, status: 404 } },
      'result-unavailable',
    ],
  ])('a result that %s fails the task; a retry fetches it and pays nothing', async (_name, fault, code) => {
    await open({ script: [fault] });
    const task = await relay.submit();
    expect((await relay.carryTo(task.id, 'failed')).problem?.code).toBe(code);
    upstream.clearFaults();
    await relay.tasks.retry(task.id);
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1]);
  });

  test('a side that the upstream ignored is flagged, and the image kept at the size of the frame', async () => {
    await open({ script: [{ on: 'create', taskIgnores: ['right'] }] });
    const task = await relay.submit();
    const done = await relay.carryTo(task.id, 'succeeded', 'failed');
    expect(done.results).toMatchObject([{ width: 640, height: 400, flags: ['aspect-mismatch'] }]);
  });

  test('every step can be lost before it is written down and is done again, paid once', async () => {
    await open();
    await relay.runner.stop();
    const task = await relay.submit({ n: 2 });
    const signal = new AbortController().signal;
    const seen: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      const [lost] = await relay.queue.takeDue('dies', { leaseMs: 15_000, limit: 1 });
      if (lost === undefined) break;
      seen.push(lost.task.status);
      const lostOutcome = await runStep(relay.runnerParts, lost, signal);
      expect(await relay.queue.takeDue('another', { leaseMs: 15_000, limit: 1 })).toEqual([]);
      relay.clock.advance(20_000);
      const [again] = await relay.queue.takeDue('another', { leaseMs: 15_000, limit: 1 });
      if (again === undefined) throw new Error('A task was lost with its runner.');
      const { change } = await runStep(relay.runnerParts, again, signal);
      expect(await relay.queue.settle(lost.lease, lostOutcome.change)).toBe(false);
      expect(await relay.queue.settle(again.lease, change)).toBe(true);
      relay.clock.advance(20_000);
    }
    expect(await relay.reader.find(task.id)).toMatchObject({ status: 'succeeded', results: [{}, {}] });
    expect(new Set(seen)).toEqual(new Set(['queued', 'submitting', 'processing', 'finishing']));
    expect(accepted()).toEqual([1]);
  });

  test('a cancelled task stays cancelled, and a deleted one takes its files along', async () => {
    await open({ timing: { polls: 4 } });
    const cancelled = await relay.submit();
    await relay.carryTo(cancelled.id, 'processing');
    await relay.tasks.cancel(cancelled.id);
    await expect(relay.tasks.cancel(cancelled.id)).rejects.toMatchObject({ code: 'task-ended' });
    const other = await relay.submit();
    const done = await relay.carryTo(other.id, 'succeeded');
    expect(await relay.reader.find(cancelled.id)).toMatchObject({ status: 'cancelled', results: [] });
    await expect(relay.tasks.retry(other.id)).rejects.toMatchObject({ code: 'task-not-retryable' });

    const [result] = done.results;
    if (result === undefined) throw new Error('The task has no result.');
    const files = [rawName(result.id), finalName(result.id)];
    for (const name of files) expect(await relay.store.sizeOf('results', name)).not.toBeNull();
    const { width, height } = await relay.store.withFile('results', finalName(result.id), (file) =>
      sharp(file).metadata(),
    );
    expect([width, height]).toEqual([640, 400]);
    const answer = await relay.app.request(`/api/tasks/${other.id}`, { method: 'DELETE' });
    expect(answer.status).toBe(204);
    for (const name of files) expect(await relay.store.sizeOf('results', name)).toBeNull();
    expect(await relay.reader.find(other.id)).toBeNull();
    expect(await relay.reader.newsSince(done.revision, 10)).toContainEqual(
      expect.objectContaining({ id: other.id, task: null }),
    );
  });

  test('a full disk is waited for, then the result is kept; nothing is paid again', async () => {
    await open();
    await relay.runner.stop();
    const { store } = relay;
    let isFull = true;
    relay.runnerParts.store = {
      ...store,
      adopt: async (...place) => {
        if (isFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
        return store.adopt(...place);
      },
    };
    relay.runner.start();
    const task = await relay.submit();
    const waiting = await waitUntil('the wait for space', async () => {
      const now = await relay.reader.find(task.id);
      return now?.waiting ? now : null;
    });
    expect(waiting).toMatchObject({
      status: 'finishing',
      waiting: {
        code: 'disk-full',
        detail:
          'The disk of the relay is full. Free some space, then try again. Going on costs nothing more.',
      },
    });
    isFull = false;
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1]);
    expect(await readdir(path.join(folder.path, 'temporary'))).toEqual([]);
  });

  test('a new submit begins without the results of the one that failed, on every way to it', async () => {
    const isLost = { on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } } as const;
    const hasFailed = {
      on: 'query',
      nth: 'every',
      reply: { status: 200, body: { code: 0, data: { task_id: 't', task_status: 'failed' } } },
    } as const;
    for (const [fault, ...codes] of [
      [hasFailed, 'upstream-task-failed'],
      [isLost, 'upstream-task-unknown', 'upstream-task-lost'],
    ] as const) {
      await open();
      const task = await relay.submit({ n: 2 });
      upstream.addFaults({ on: 'image', nth: 2, times: 20, reply: { status: 404 } });
      const partly = await waitUntil('one of two results', async () => {
        const now = await relay.reader.find(task.id);
        return now?.results.length === 1 ? now : null;
      });
      upstream.addFaults(fault);
      for (const code of codes) {
        const ended = await relay.carryTo(task.id, 'failed', 'uncertain');
        expect(ended.problem?.code).toBe(code);
        if (code === 'upstream-task-lost') await relay.tasks.submitAnew(task.id);
        else await relay.tasks.retry(task.id);
      }
      await waitUntil('the new submit', () => accepted().length === 2);
      upstream.clearFaults();
      const done = await relay.carryTo(task.id, 'succeeded', 'failed');
      expect(done.results.map(({ index }) => index)).toEqual([0, 1]);
      const present = await relay.queue.presentSubmitOf(task.id);
      expect(done.results.map(({ id }) => id)).toEqual([`${present}-0`, `${present}-1`]);
      for (const { id } of partly.results) {
        for (const name of [rawName(id), finalName(id)]) {
          expect(await relay.store.sizeOf('results', name)).toBeNull();
        }
      }
      await relay.close();
      await upstream.close();
    }
    await open();
  });

  test('files that a killed relay kept just before their task was deleted are tidied away', async () => {
    await open({ timing: { polls: 1_000_000 } });
    const task = await relay.submit();
    await relay.carryTo(task.id, 'processing');
    const resultId = `${await relay.queue.presentSubmitOf(task.id)}-0`;
    await relay.app.request(`/api/tasks/${task.id}`, { method: 'DELETE' });
    const file = relay.store.temporaryPath();
    await writeFile(file, 'raw');
    await relay.store.adopt(file, 'results', rawName(resultId));
    await keepHouse({ store: relay.store, queue: relay.queue, now: relay.clock.now });
    expect(await relay.store.sizeOf('results', rawName(resultId))).toBeNull();
  });

  test('a task deleted while it is being finished leaves no file behind', async () => {
    await open();
    await relay.runner.stop();
    const task = await relay.submit();
    const signal = new AbortController().signal;
    const take = async () => {
      const [leased] = await relay.queue.takeDue('me', { leaseMs: 20_000, limit: 1 });
      if (leased === undefined) throw new Error('Nothing is due.');
      return leased;
    };
    let leased = await take();
    while (leased.task.status !== 'finishing') {
      await relay.queue.settle(leased.lease, (await runStep(relay.runnerParts, leased, signal)).change);
      relay.clock.advance(1000);
      leased = await take();
    }
    const before = await readdir(path.join(folder.path, 'results'), { recursive: true }).catch(
      (): string[] => [],
    );
    await relay.app.request(`/api/tasks/${task.id}`, { method: 'DELETE' });
    await expect(runStep(relay.runnerParts, leased, signal)).rejects.toThrow('lease');
    const after = await readdir(path.join(folder.path, 'results'), { recursive: true });
    expect(after.filter((name) => !before.includes(name) && path.extname(name) !== '')).toEqual([]);
  });

  test('the built-in engine needs no upstream, and begins anew when its work is lost', async () => {
    await open();
    const task = await relay.submit({ provider: 'built-in', n: 2 });
    await relay.carryTo(task.id, 'processing', 'finishing', 'succeeded');
    relay.providers.get('built-in')?.forget((await relay.queue.presentSubmitOf(task.id)) ?? '');
    expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ results: [{}, {}] });
    expect(upstream.state().creates).toEqual([]);
  });
});
