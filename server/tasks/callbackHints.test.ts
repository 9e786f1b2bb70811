import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type FakeUpstream, startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../../testing/upstream/upstreamOptions.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import type { Database } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { openSuiteDatabase, type SuiteDatabase } from '../testing/suiteDatabase.ts';
import { anyDatabaseKind } from '../testing/testDatabases.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';
import { inRevisionOrder } from './rows/taskChange.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
let suite: SuiteDatabase;
let database: Database;

beforeAll(async () => {
  suite = await openSuiteDatabase('callbacks');
  database = suite.database;
});
afterAll(() => suite.close());

/** A relay that the upstream reaches, and that by itself would ask for a task after an hour only. */
async function open(options: UpstreamOptions, callbackSecret?: string) {
  const upstream: FakeUpstream = await startFakeUpstream({
    ...{ timing: { elapsedMs: 60 }, exact: true, ...options },
  });
  let relay: TestRelay | null = null;
  const server = createServer((request, response) => {
    if (relay === null) throw new Error('The relay is not there yet.');
    void getRequestListener(relay.app.fetch)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');
  const publicUrl = `http://127.0.0.1:${address.port}`;
  relay = await openTestRelay({
    ...{ database, dataDir: suite.folder.path, upstream, publicUrl },
    finisher: inlineFinisher,
    ...(callbackSecret === undefined ? {} : { callbackSecret }),
    pace: { delayMs: () => 3_600_000, deadlineMs: 7_200_000 },
    preset: { findsExternalId: options.findsByExternalId === false ? 'no' : 'yes' },
  });
  relay.runner.start();
  const opened = relay;
  onTestFinished(async () => {
    await opened.close();
    server.closeAllConnections();
    server.close();
    await upstream.close();
  });
  return { relay: opened, upstream, publicUrl };
}

const ended = (relay: TestRelay, id: string) =>
  waitUntil('the end', async () => {
    const task = await relay.reader.find(id);
    return task?.endedAt ? task : null;
  });

test('a callback shortens the wait; repeats and old news among them do no harm', async () => {
  const { relay, upstream, publicUrl } = await open({ callbackTimes: 3 });
  const { id } = await relay.submit();
  expect(await ended(relay, id)).toMatchObject({ status: 'succeeded', results: [{}] });
  await waitUntil('all callbacks', () => upstream.state().callbacks.length === 4);
  const { callbacks, creates } = upstream.state();
  expect(callbacks.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  expect(creates).toHaveLength(1);
  const callbackUrl = creates[0]?.accepted?.callbackUrl ?? '';
  expect(callbackUrl).toMatch(new RegExp(`^${publicUrl}/api/callbacks/[A-Za-z0-9_-]{43}$`));
  expect(await relay.reader.find(id)).toMatchObject({ status: 'succeeded', results: [{}] });
});

test('what a callback claims is not believed: only the answer to a question counts', async () => {
  const { relay, upstream } = await open({ callbackTimes: 0, timing: { elapsedMs: 3_600_000 } });
  const { id } = await relay.submit();
  await relay.carryTo(id, 'processing');
  const address = upstream.state().creates[0]?.accepted?.callbackUrl ?? '';
  const lies = [
    { task_id: 'x', task_status: 'succeed', task_result: { images: [{ url: 'http://127.0.0.1:1/x' }] } },
    { id: 'x', status: 'failed', message: 'no' },
    'nonsense',
  ];
  const asked = () => Object.values(upstream.state().queries)[0] ?? 0;
  for (const lie of lies) {
    const before = asked();
    const answer = await fetch(address, { method: 'POST', body: JSON.stringify(lie) });
    expect(answer.status).toBe(204);
    await waitUntil('the question', () => asked() > before);
  }
  expect(await relay.reader.find(id)).toMatchObject({ status: 'processing', results: [] });
  expect(upstream.state().unknownQueries).toEqual([]);
  const wrong = address.replace(/.{43}$/, 'A'.repeat(43));
  expect((await fetch(wrong, { method: 'POST', body: '{}' })).status).toBe(404);
  expect((await fetch(`${address}x`, { method: 'POST', body: '{}' })).status).toBe(404);
  await relay.tasks.cancel(id);
});

test('a name of 18 digits that a callback brings as a number keeps every digit', async () => {
  const { relay, upstream } = await open({
    ...{ callbackTimes: 0, timing: { elapsedMs: 3_600_000 }, script: [{ on: 'create', hang: true }] },
  });
  const { id } = await relay.submit();
  const isSent = async () => (await database.db.select().from(tasks).where(eq(tasks.id, id)))[0];
  const row = await waitUntil('the submit to leave', async () => {
    const now = await isSent();
    return now?.sentAt != null && upstream.state().creates.length === 1 ? now : null;
  });
  const answer = await relay.app.request(`/api/callbacks/${row.callbackToken}`, {
    ...{ method: 'POST', body: '{"task_id":878106242831892487}' },
  });
  expect(answer.status).toBe(204);
  expect((await isSent())?.hintedTaskId).toBe('878106242831892487');
  await relay.tasks.cancel(id);
});

test.skipIf(anyDatabaseKind().name === 'embedded')(
  'a token of nobody is refused without a turn among those who write',
  async () => {
    const { relay } = await open({ callbackTimes: 0 });
    const status = await inRevisionOrder(database.db, async () => {
      const answer = await relay.app.request(`/api/callbacks/${'B'.repeat(43)}`, {
        ...{ method: 'POST', body: '{}' },
      });
      return answer.status;
    });
    expect(status).toBe(404);
  },
);

test('with a secret, callbacks must carry its signature', async () => {
  const { relay, upstream } = await open({ callbackSecret: SECRET }, SECRET);
  const { id } = await relay.submit();
  expect(await ended(relay, id)).toMatchObject({ status: 'succeeded' });
  const { callbacks } = upstream.state();
  expect(callbacks.map(({ status }) => status)).toEqual([204]);
  const address = callbacks[0]?.url ?? '';
  expect((await fetch(address, { method: 'POST', body: '{}' })).status).toBe(401);
});

test('unsigned ones are refused then, and the task is not asked for', async () => {
  const { relay, upstream } = await open({}, SECRET);
  const { id } = await relay.submit();
  await waitUntil('the callback', () => upstream.state().callbacks.length === 1);
  expect(upstream.state().callbacks[0]?.status).toBe(401);
  // The upstream calls back as soon as it has taken a task, which may be before its answer is written down.
  await relay.carryTo(id, 'processing');
  expect(upstream.state().queries).toEqual({});
  expect(await relay.reader.find(id)).toMatchObject({ status: 'processing' });
  await relay.tasks.cancel(id);
});

test('a lost submit is found by the name that its callback brings, and paid once', async () => {
  const { relay, upstream } = await open({
    findsByExternalId: false,
    timing: { elapsedMs: 1500 },
    script: [{ on: 'create', cut: 'after-handling' }],
  });
  const { id } = await relay.submit();
  await relay.carryTo(id, 'uncertain', 'succeeded');
  expect(await ended(relay, id)).toBeDefined();
  const found = await waitUntil('the result', async () => {
    const task = await relay.reader.find(id);
    return task?.status === 'succeeded' ? task : null;
  });
  expect(found.results).toHaveLength(1);
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
});
