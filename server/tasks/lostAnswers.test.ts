import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { makeTemporaryFolder } from '../../testing/makeTemporaryFolder.ts';
import { tasks } from '../database/schema.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import { taskRelays } from '../testing/taskRelays.ts';

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
    throw Object.assign(new Error('The server closed the connection.'), { code: '57P01' });
  });
  const { id } = await relay.submit();
  expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
  expect(relay.calls.filter(({ call }) => call === 'find')).toEqual([]);
  expect(accepted()).toEqual([1]);
});
