import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { StoppedClock } from '../testing/testClock.ts';
import { startFakeUpstream } from '../testing/upstream/fakeUpstream.ts';
import { says } from '../testing/upstream/replies.ts';
import type { UpstreamOptions } from '../testing/upstream/upstreamOptions.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { type Database, openDatabase } from './database/openDatabase.ts';
import { tasks } from './database/schema.ts';
import { parseTaskNotice, TASK_CHANNEL, type TaskNotice } from './tasks/rows/taskChange.ts';
import { makeDataFolder } from './testing/dataFolder.ts';
import { openTestRelay, type TestRelay, type TestRelayOptions } from './testing/testRelay.ts';

let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;

beforeAll(async () => {
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError: () => undefined });
});
afterEach(async () => void (await database.db.delete(tasks)));
afterAll(async () => {
  await database.close();
  await folder.remove();
});

/** Longer than any test: what happens meanwhile comes from what was heard. */
const FOREVER_MS = 2 ** 31 - 1;

/** A relay that looks at nothing unless it is told to. */
async function open(upstreamOptions: UpstreamOptions, options: Partial<TestRelayOptions> = {}) {
  const upstream = await startFakeUpstream(upstreamOptions);
  const relay = await openTestRelay({
    ...{ database, dataDir: folder.path, upstream, maxNapMs: FOREVER_MS, ...options },
  });
  onTestFinished(async () => {
    await relay.close();
    await upstream.close();
  });
  return { relay, upstream };
}

/** The embedded database answers in turn: after a few questions a runner has had its own answers, and rests. */
async function untilAtRest({ queue }: TestRelay): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await queue.oldestDueAt();
}

test('when notices may have been missed, LISTEN wakes the runner and lets every stream begin again', async () => {
  let tellAllMissed: () => void = () => undefined;
  const deaf: Database = {
    ...database,
    listen: async (channel, callback) => {
      if (channel === TASK_CHANNEL) tellAllMissed = () => callback(null);
      return async () => undefined;
    },
  };
  const { relay, upstream } = await open({ timing: { polls: 1_000_000 } }, { database: deaf });
  relay.runner.start();
  await untilAtRest(relay);
  const stream = await relay.app.request('/api/tasks/events');
  await relay.submit();
  expect(upstream.state().creates).toEqual([]);

  tellAllMissed();
  expect(await stream.text()).toContain('retry: 1000');
  await waitUntil('the task to be submitted', () => upstream.state().creates.length === 1);
});

test.each(['itself', 'another one'])('a relay at rest carries on a task that was made by %s', async (by) => {
  const { relay, upstream } = await open({ timing: { polls: 1 }, exact: true });
  relay.runner.start();
  await untilAtRest(relay);
  const maker = by === 'itself' ? relay : await openTestRelay({ database, dataDir: folder.path, upstream });
  if (maker !== relay) onTestFinished(() => maker.close());
  const { id } = await maker.submit();
  await waitUntil('its end', async () => (await relay.reader.find(id))?.status === 'succeeded');
});

test('«Try» wakes a relay at rest: what waited for the provider is sent at once', async () => {
  const { relay, upstream } = await open({
    timing: { polls: 1_000_000 },
    script: [{ on: 'create', reply: { status: 401, body: says(1000) } }],
  });
  relay.runner.start();
  const { id } = await relay.submit();
  await waitUntil('it to wait', async () => (await relay.reader.find(id))?.waiting);
  await relay.runner.stop();
  // Later than the test: by itself nothing would look at it.
  await database.db.update(tasks).set({ dueAt: new Date(relay.clock.now().getTime() + FOREVER_MS) });
  relay.runner.start();
  await untilAtRest(relay);
  await relay.app.request('/api/providers/deerapi/try', { method: 'POST' });
  await waitUntil('it to be sent', () => upstream.state().creates.length === 2);
});

test('all relays are told who may have a place that is free again', async () => {
  const clock = new StoppedClock();
  const { relay } = await open({ timing: { polls: 1_000_000 } }, { preset: { slots: 1 }, clock });
  const first = await relay.submit();
  await relay.runTo(first.id, 'processing');
  const { id } = await relay.submit();
  await relay.runner.runUntilIdle();
  const heard: TaskNotice[] = [];
  const unlisten = await database.listen(TASK_CHANNEL, (payload) => {
    if (payload !== null) heard.push(parseTaskNotice(payload));
  });
  onTestFinished(unlisten);
  await relay.line.wake('deerapi', 1);
  const dueAtMs = clock.now().getTime();
  await waitUntil('the notice', () => heard.some((notice) => notice.id === id && notice.dueAtMs === dueAtMs));
});
