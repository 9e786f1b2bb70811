import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startFakeUpstream } from '../../e2e/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../../e2e/upstream/upstreamOptions.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import type { Provider } from '../providers/Provider.ts';
import { makeDataFolder } from '../testing/databaseTemplate.ts';
import type { TemporaryFolder } from '../testing/makeTemporaryFolder.ts';
import { openTestRelay } from '../testing/testRelay.ts';
import { waitUntil } from '../testing/waitUntil.ts';

let folder: TemporaryFolder;
let database: Database;

beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onTrouble: () => undefined });
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

const fullDisk = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

async function open(options: UpstreamOptions = {}) {
  const upstream = await startFakeUpstream({ timing: { polls: 1 }, ...options });
  const relay = await openTestRelay({
    ...{ database, dataDir: folder.path, upstream },
    preset: { timeoutMs: 700 },
  });
  onTestFinished(async () => {
    await relay.close();
    await upstream.close();
    await database.db.delete(tasks);
  });
  const real = relay.providers.get('deerapi');
  if (real === undefined) throw new Error('The paid provider is missing.');
  const waiting = (id: string) =>
    waitUntil('the wait for space', async () => {
      const task = await relay.reader.find(id);
      return task?.waiting?.code === 'disk-full' ? task : null;
    });
  return {
    relay,
    upstream,
    waiting,
    /** Lets parts of the provider find the disk full. */
    breakDown: (parts: Partial<Provider>) => relay.providers.set('deerapi', { ...real, ...parts }),
    mend: () => relay.providers.set('deerapi', real),
  };
}

test('trouble before the request leaves holds no place at the provider', async () => {
  const { relay, upstream, waiting, breakDown, mend } = await open();
  breakDown({ submit: () => Promise.reject(fullDisk()) });
  const task = await relay.submit({ n: 2 });
  relay.runner.start();
  await waiting(task.id);
  const [row] = await database.db.select({ slots: tasks.slots }).from(tasks).where(eq(tasks.id, task.id));
  expect(row).toEqual({ slots: 0 });
  mend();
  expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
});

test('trouble after a submit that may have been taken ends in doubt and not as failed', async () => {
  const { relay, upstream, breakDown } = await open({
    findsByExternalId: false,
    script: [{ on: 'create', cut: 'after-handling' }],
  });
  const task = await relay.submit();
  relay.runner.start();
  await waitUntil('the first try', () => upstream.state().creates.length === 1);
  breakDown({ submit: () => Promise.reject(fullDisk()) });
  const ended = await relay.carryTo(task.id, 'failed', 'uncertain');
  expect(ended).toMatchObject({ status: 'uncertain', problem: { code: 'disk-full' } });
  expect(ended.problem?.detail).toContain('may cost twice');
});

test('patience begins with the trouble, however old the state is', async () => {
  const { relay, upstream, waiting, breakDown, mend } = await open();
  breakDown({
    fetchImage: () => {
      relay.clock.advance(24 * 60 * 60_000);
      return Promise.reject(fullDisk());
    },
  });
  const task = await relay.submit();
  relay.runner.start();
  await waitUntil('the result to be fetched', async () => {
    const { status = null } = (await relay.reader.find(task.id)) ?? {};
    if (status === 'processing') relay.clock.advance(60_000);
    relay.runner.wake();
    return status === 'finishing' || status === 'failed';
  });
  expect(await waiting(task.id)).toMatchObject({ status: 'finishing', endedAt: null });
  mend();
  expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
});
