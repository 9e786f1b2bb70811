import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeTemporaryFolder } from '../../testing/makeTemporaryFolder.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { tasks } from '../database/schema.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import { leavableDatabase, SERVER_CLOSED } from '../testing/leavableDatabase.ts';
import { taskRelays } from '../testing/taskRelays.ts';
import { TaskQueue } from './rows/taskQueue.ts';

const UNKNOWN = { duplicates: 'unknown', findsExternalId: 'no' } as const;
const open = taskRelays();

/** Opens a relay in which something happens just before a picture leaves. */
async function openWith(beforeSending: () => Promise<void>) {
  const folder = await makeTemporaryFolder();
  onTestFinished(folder.remove);
  const disk = await openDiskStore({ dataDir: folder.path });
  const withFile: typeof disk.withFile = async (...args) => {
    if (args[0] === 'sources') await beforeSending();
    return disk.withFile(...args);
  };
  return open({ preset: UNKNOWN, findsByExternalId: false, store: { ...disk, withFile } });
}

test('what a create came to is not lost with its lease: it is asked for by the name that the provider gave it', async () => {
  let steal = async () => {};
  const { relay, db, accepted } = await openWith(() => steal());
  const { id } = await relay.submit();
  steal = async () => {
    steal = async () => {};
    // Another relay took it over while nobody could renew the lease.
    await db
      .update(tasks)
      .set({ leaseOwner: 'another', leaseUntil: new Date(0) })
      .where(eq(tasks.id, id));
  };
  const done = await relay.runTo(id, 'succeeded', 'failed', 'uncertain');
  expect(done).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('a database that goes away before a create has left puts nothing in doubt', async () => {
  let goesAway = true;
  const { relay, accepted } = await openWith(async () => {
    if (!goesAway) return;
    goesAway = false;
    throw SERVER_CLOSED;
  });
  const { id } = await relay.submit();
  expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
  expect(relay.calls.filter(({ call }) => call === 'find')).toEqual([]);
  expect(accepted()).toEqual([1]);
});

const LEASE_MS = 20_000;

test('a database that is away for longer than a lease breaks a create off; back again, it is asked for and paid once', async () => {
  // The heartbeat of the lease beats when this test says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { relay, db, upstream, accepted } = await open({
    script: [{ on: 'create', hang: 'after-handling' }],
    preset: { timeoutMs: 600_000 },
  });
  const outage = leavableDatabase(db);
  class LeavableQueue extends TaskQueue {
    override async take(...request: Parameters<TaskQueue['take']>) {
      if (outage.isAway()) throw SERVER_CLOSED;
      return super.take(...request);
    }
  }
  relay.runnerDeps.queue = new LeavableQueue(outage.db, relay.clock.now);
  const { id } = await relay.submit();
  const idle = relay.runner.runUntilIdle();
  // Once nothing is under way the queue itself is asked, which is away too.
  const broken = expect(idle).rejects.toBe(SERVER_CLOSED);
  await waitUntil('the provider to have it', () => accepted().length === 1);
  outage.leave();
  for (let passedMs = 0; passedMs <= LEASE_MS; passedMs += LEASE_MS / 4) {
    relay.clock.advance(LEASE_MS / 4);
    await vi.advanceTimersByTimeAsync(LEASE_MS / 4);
  }
  await broken;
  outage.comeBack();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'submitting' });
  expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
  expect(upstream.state().creates).toHaveLength(1);
  expect(accepted()).toEqual([1]);
});
