import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { TaskStatus } from '../../src/domain/contract/task.ts';
import type { ProblemCode } from '../../src/domain/problem.ts';
import type { Fault } from '../../testing/upstream/fault.ts';
import { says } from '../../testing/upstream/replies.ts';
import { sharp } from '../images/sharpSetup.ts';
import { taskRelays } from '../testing/taskRelays.ts';
import { testDatabaseKinds } from '../testing/testDatabases.ts';
import { purgeDeletedTasks } from './cleanup/deletedTasks.ts';
import { finalName, rawName } from './rows/resultFiles.ts';
import { runStep } from './steps/taskSteps.ts';

describe.each(testDatabaseKinds())('what people do with tasks, on the $name database', (kind) => {
  const open = taskRelays(kind);

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
    const { relay } = await open({ timing: { polls: 1_000_000 }, script: fault === null ? [] : [fault] });
    const task = await relay.submit();
    await relay.runUntil('state', async () => {
      const now = await relay.reader.find(task.id);
      return now?.status === status && (fault === null || now.waiting !== null);
    });
    expect(await relay.tasks.cancel(task.id)).toMatchObject({ status: 'cancelled', problem: { code } });
  });

  test('a task that failed outlives its last kept image: the others, which are paid, are still fetched', async () => {
    const { relay, upstream, accepted } = await open();
    const task = await relay.submit({ n: 2 });
    upstream.addFaults({ on: 'image', nth: 2, times: 20, reply: { status: 404 } });
    const failed = await relay.runTo(task.id, 'failed', 'succeeded');
    expect(failed).toMatchObject({ status: 'failed', results: [{}] });
    expect(await relay.tasks.removeResult(failed.results[0]?.id ?? '')).toMatchObject({ results: [] });
    upstream.clearFaults();
    await relay.tasks.retry(task.id);
    const done = await relay.runTo(task.id, 'succeeded', 'failed');
    expect(done).toMatchObject({
      status: 'succeeded',
      results: [{ index: failed.results[0]?.index === 0 ? 1 : 0 }],
    });
    expect(accepted()).toEqual([1]);
  });

  test('a task whose images are all deleted before it has ended goes along then', async () => {
    const { relay } = await open();
    const task = await relay.submit();
    const keptOne = async () => (await relay.reader.find(task.id))?.results[0];
    for (let round = 0; round < 40 && (await keptOne()) === undefined; round += 1) {
      const [leased] = (await relay.queue.take('dies', { leaseMs: 15_000, limit: 1 })).leased;
      if (leased === undefined) throw new Error('Nothing is due.');
      const { change } = await runStep(relay.runnerDeps, leased, new AbortController().signal);
      // Killed once the image is kept, before the end is written down.
      if (change.status !== 'succeeded') await relay.queue.completeStep(leased.lease, change);
      relay.clock.advance(20_000);
    }
    const kept = await keptOne();
    expect(await relay.tasks.removeResult(kept?.id ?? '')).toMatchObject({
      status: 'finishing',
      results: [],
    });
    relay.clock.advance(20_000);
    await relay.runner.runUntilIdle();
    expect(await relay.reader.find(task.id)).toBeNull();
    expect((await relay.reader.news([task.id]))[0]).toMatchObject({ task: null });
  });

  test('a new submit begins without the results of the one that failed, on every way to it', async () => {
    const isLost = { on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } } as const;
    const hasFailed = {
      on: 'query',
      nth: 'every',
      reply: { status: 200, body: { code: 0, data: { task_status: 'failed' } } },
    } as const;
    for (const [fault, ...codes] of [
      [hasFailed, 'upstream-task-failed'],
      [isLost, 'upstream-task-unknown', 'upstream-task-lost'],
    ] as const) {
      const { relay, upstream, accepted } = await open();
      const task = await relay.submit({ n: 2 });
      upstream.addFaults({ on: 'image', nth: 2, times: 20, reply: { status: 404 } });
      const partly = await relay.runUntil('one of two results', async () => {
        const now = await relay.reader.find(task.id);
        return now?.results.length === 1 ? now : null;
      });
      upstream.addFaults(fault);
      for (const code of codes) {
        const ended = await relay.runTo(task.id, 'failed', 'uncertain');
        expect(ended.problem?.code).toBe(code);
        if (code === 'upstream-task-lost') await relay.tasks.submitAnew(task.id);
        else await relay.tasks.retry(task.id);
      }
      await relay.runUntil('new submit', () => accepted().length === 2);
      upstream.clearFaults();
      const done = await relay.runTo(task.id, 'succeeded', 'failed');
      expect(done.results.map(({ index }) => index)).toEqual([0, 1]);
      const present = (await relay.reader.findStored(task.id))?.externalTaskId;
      expect(done.results.map(({ id }) => id)).toEqual([`${present}-0`, `${present}-1`]);
      for (const { id } of partly.results) {
        for (const name of [rawName(id), finalName(id)]) {
          expect(await relay.store.sizeOf('results', name)).toBeNull();
        }
      }
    }
  });

  test('a retry begins to count anew, and leaves when the task was submitted', async () => {
    const { relay } = await open({ script: [{ on: 'create', taskFails: { message: 'no' } }] });
    const { id, createdAt, startedAt } = await relay.submit();
    expect(startedAt).toBe(createdAt);
    await relay.runTo(id, 'failed');
    relay.clock.advance(24 * 3_600_000);
    const again = await relay.tasks.retry(id);
    expect(again.createdAt).toBe(createdAt);
    expect(Date.parse(again.startedAt) - Date.parse(startedAt)).toBeGreaterThanOrEqual(24 * 3_600_000);
    const done = await relay.runTo(id, 'succeeded');
    expect(done.startedAt).toBe(again.startedAt);
  });

  test('a cancelled task stays cancelled, and a deleted one takes its files along', async () => {
    const { relay } = await open({ timing: { polls: 4 } });
    const cancelled = await relay.submit();
    await relay.runTo(cancelled.id, 'processing');
    await relay.tasks.cancel(cancelled.id);
    await expect(relay.tasks.cancel(cancelled.id)).rejects.toMatchObject({ code: 'task-ended' });
    const other = await relay.submit();
    const done = await relay.runTo(other.id, 'succeeded');
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
    expect((await relay.reader.newsSince(done.revision, 10)).news).toContainEqual(
      expect.objectContaining({ id: other.id, task: null }),
    );
  });

  test('files that a killed relay kept just before their task was deleted are tidied away', async () => {
    const { relay } = await open({ timing: { polls: 1_000_000 } });
    const task = await relay.submit();
    await relay.runTo(task.id, 'processing');
    const resultId = `${(await relay.reader.findStored(task.id))?.externalTaskId}-0`;
    await relay.app.request(`/api/tasks/${task.id}`, { method: 'DELETE' });
    const file = relay.store.temporaryPath();
    await writeFile(file, 'raw');
    await relay.store.adopt(file, 'results', rawName(resultId));
    await purgeDeletedTasks({ ...relay, now: relay.clock.now });
    expect(await relay.store.sizeOf('results', rawName(resultId))).toBeNull();
  });
});
