import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../testing/waitUntil.ts';
import { tasks } from '../database/schema.ts';
import { taskRelays } from '../testing/taskRelays.ts';
import { testDatabaseKinds } from '../testing/testDatabases.ts';
import { TaskQueue } from './rows/taskQueue.ts';
import { runStep } from './steps/taskSteps.ts';

describe.each(testDatabaseKinds())('tasks on the $name database', (kind) => {
  const open = taskRelays(kind);

  test('a task succeeds with every image finished at the size of its frame', async () => {
    const { relay, upstream, expectCleanUpstream } = await open({ exact: false });
    const task = await relay.submit({ n: 2, prompt: 'a meadow' });
    const done = await relay.runTo(task.id, 'succeeded', 'failed');
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

  test('every step can be lost before it is written down and is done again, paid once', async () => {
    const { relay, accepted } = await open();
    const task = await relay.submit({ n: 2 });
    const signal = new AbortController().signal;
    const seen: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      const [lost] = (await relay.queue.take('dies', { leaseMs: 15_000, limit: 1 })).leased;
      if (lost === undefined) break;
      seen.push(lost.task.status);
      const lostOutcome = await runStep(relay.runnerDeps, lost, signal);
      expect((await relay.queue.take('another', { leaseMs: 15_000, limit: 1 })).leased).toEqual([]);
      relay.clock.advance(20_000);
      const [again] = (await relay.queue.take('another', { leaseMs: 15_000, limit: 1 })).leased;
      if (again === undefined) throw new Error('A task was lost with its runner.');
      const { change } = await runStep(relay.runnerDeps, again, signal);
      expect(await relay.queue.completeStep(lost.lease, lostOutcome.change)).toBe(false);
      expect(await relay.queue.completeStep(again.lease, change)).toBe(true);
      relay.clock.advance(20_000);
    }
    expect(await relay.reader.find(task.id)).toMatchObject({ status: 'succeeded', results: [{}, {}] });
    expect(new Set(seen)).toEqual(new Set(['queued', 'submitting', 'processing', 'finishing']));
    expect(accepted()).toEqual([1]);
  });

  test('a step that outlives its lease, as in an outage, is not begun a second time beside itself', async () => {
    const { relay, db } = await open();
    const { finisher } = relay.runnerDeps;
    const [begun, goOn] = [gate(), gate()];
    onTestFinished(goOn.open);
    relay.runnerDeps.finisher = {
      ...finisher,
      finish: async (...request) => {
        begun.open();
        await goOn.opened;
        return finisher.finish(...request);
      },
    };
    const slow = await relay.submit();
    const leaseOwner = async () =>
      (await db.select({ owner: tasks.leaseOwner }).from(tasks).where(eq(tasks.id, slow.id)))[0]?.owner;
    const done = relay.runTo(slow.id, 'succeeded', 'failed');
    await begun.opened;
    const owner = await leaseOwner();
    relay.clock.advance(60_000);
    const other = await relay.submit();
    const rest = relay.runner.runUntilIdle();
    await waitUntil(
      'the other one to be taken',
      async () => (await relay.reader.find(other.id))?.status !== 'queued',
    );
    expect(await leaseOwner()).toBe(owner);
    goOn.open();
    expect(await done).toMatchObject({ status: 'succeeded', results: [{}] });
    await rest;
  });

  test('that a task was over, heard once it was taken up again, breaks nothing off', async () => {
    const { relay } = await open();
    const { finisher } = relay.runnerDeps;
    const brokenOff: boolean[] = [];
    const task = await relay.submit();
    relay.runnerDeps.finisher = {
      ...finisher,
      finish: async (request, signal) => {
        relay.runner.notice({ id: task.id, revision: task.revision, isOver: true, dueAtMs: null });
        brokenOff.push(signal.aborted);
        return finisher.finish(request, signal);
      },
    };
    expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ results: [{}] });
    expect(brokenOff).toEqual([false]);
  });

  test('what a step makes due while the queue is being read is done as well', async () => {
    const { relay, db } = await open();
    await relay.submit();
    const slow = await relay.submit();
    const [passedOver, written] = [gate(), gate()];
    class HeldQueue extends TaskQueue {
      override async take(...request: Parameters<TaskQueue['take']>) {
        const taken = await super.take(...request);
        if (taken.leased.length > 0) return taken;
        passedOver.open();
        await written.opened;
        return taken;
      }
      override async completeStep(...[lease, change]: Parameters<TaskQueue['completeStep']>) {
        if (lease.taskId !== slow.id) return super.completeStep(lease, change);
        // Until the queue was read while this step was under way.
        await passedOver.opened;
        const isWritten = await super.completeStep(lease, change);
        setImmediate(written.open);
        return isWritten;
      }
    }
    relay.runnerDeps.queue = new HeldQueue(db, relay.clock.now);
    const next = await relay.runner.runUntilIdle();
    expect(next?.getTime()).toBeGreaterThan(relay.clock.now().getTime());
  });

  test('a task deleted while it is being finished leaves no file behind', async () => {
    const { relay, dataDir } = await open();
    const task = await relay.submit();
    const signal = new AbortController().signal;
    const take = async () => {
      const [leased] = (await relay.queue.take('me', { leaseMs: 20_000, limit: 1 })).leased;
      if (leased === undefined) throw new Error('Nothing is due.');
      return leased;
    };
    let leased = await take();
    while (leased.task.status !== 'finishing') {
      await relay.queue.completeStep(leased.lease, (await runStep(relay.runnerDeps, leased, signal)).change);
      relay.clock.advance(1000);
      leased = await take();
    }
    const before = await readdir(path.join(dataDir, 'results'), { recursive: true }).catch(
      (): string[] => [],
    );
    await relay.app.request(`/api/tasks/${task.id}`, { method: 'DELETE' });
    await expect(runStep(relay.runnerDeps, leased, signal)).rejects.toThrow('lease');
    const after = await readdir(path.join(dataDir, 'results'), { recursive: true });
    expect(after.filter((name) => !before.includes(name) && path.extname(name) !== '')).toEqual([]);
  });

  test('the built-in engine needs no upstream, and begins anew when its work is lost', async () => {
    const { relay, upstream } = await open();
    const expansion = { up: 0, right: 0.1, bottom: 0, left: 0 };
    const task = await relay.submit({ provider: 'built-in', n: 2, expansion });
    // By itself it would be carried on until the engine is done.
    relay.runner.start();
    await waitUntil('the engine to work', async () => {
      const now = await relay.reader.find(task.id);
      return now?.status !== 'queued' && now?.status !== 'submitting';
    });
    await relay.runner.stop();
    relay.providers.get('built-in')?.forget((await relay.reader.findStored(task.id))?.externalTaskId ?? '');
    expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ results: [{}, {}] });
    expect(upstream.state().creates).toEqual([]);
  });
});

/** Something to wait for until somebody opens it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
