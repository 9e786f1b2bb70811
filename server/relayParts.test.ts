import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startFakeUpstream } from '../testing/upstream/fakeUpstream.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { type Database, openDatabase } from './database/openDatabase.ts';
import { TASK_CHANNEL } from './tasks/rows/taskChange.ts';
import { makeDataFolder } from './testing/dataFolder.ts';
import { openTestRelay } from './testing/testRelay.ts';

let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;

beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

/** Longer than any test: what happens meanwhile comes from what was heard. */
const FOREVER_MS = 2 ** 31 - 1;

test('when notices may have been missed, LISTEN wakes the runner and lets every stream begin again', async () => {
  let tellAllMissed: () => void = () => undefined;
  const deaf: Database = {
    ...database,
    listen: async (channel, callback) => {
      if (channel === TASK_CHANNEL) tellAllMissed = () => callback(null);
      return async () => undefined;
    },
  };
  const upstream = await startFakeUpstream({ timing: { polls: 1_000_000 } });
  const relay = await openTestRelay({
    ...{ database: deaf, dataDir: folder.path, upstream, maxNapMs: FOREVER_MS },
  });
  onTestFinished(async () => {
    await relay.close();
    await upstream.close();
  });
  relay.runner.start();
  // The embedded database answers in turn: after a few questions the runner has had its own answers, and rests.
  for (let turn = 0; turn < 5; turn += 1) await relay.queue.oldestDueAt();
  const stream = await relay.app.request('/api/tasks/events');
  await relay.submit();
  expect(upstream.state().creates).toEqual([]);

  tellAllMissed();
  expect(await stream.text()).toContain('retry: 1000');
  await waitUntil('the task to be submitted', () => upstream.state().creates.length === 1);
});
