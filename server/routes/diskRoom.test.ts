import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { testJpeg } from '../../testing/testImages.ts';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { makeDataFolder } from '../testing/dataFolder.ts';
import { openTestRelay } from '../testing/testRelay.ts';

let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;

beforeAll(async () => {
  const onError = (error: Error) => {
    throw error;
  };
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onError });
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

test.each([
  ['no byte is free, whatever the limit', { minFreeBytes: 0, freeBytes: async () => 0 }],
  ['less is free than the limit', { minFreeBytes: 2, freeBytes: async () => 1 }],
  [
    'nothing can be written, whatever is said to be free',
    {
      openToWrite: () => Promise.reject(Object.assign(new Error('EDQUOT'), { code: 'EDQUOT' })),
    },
  ],
])('readiness tells the truth when %s', async (_what, options) => {
  const relay = await openTestRelay({ ...{ database, dataDir: folder.path }, ...options });
  onTestFinished(() => relay.close());
  const answer = await relay.app.request('/api/ready');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ status: 'not-ready', checks: { disk: false, database: true } });
});

test('while the disk is low nothing new is taken in, and what is there can be looked at and removed', async () => {
  const relay = await openTestRelay({
    ...{ database, dataDir: folder.path },
    minFreeBytes: Number.MAX_SAFE_INTEGER,
  });
  onTestFinished(() => relay.close());
  const task = await relay.submit();
  const post = (path: string, body: NonNullable<RequestInit['body']>) =>
    relay.app.request(path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
    });
  const wish = JSON.stringify({
    sourceId: task.source.id,
    expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
  });
  const refused = [
    await post('/api/sources', new Uint8Array(await testJpeg())),
    await post('/api/sources/from-url', JSON.stringify({ url: 'https://example.com/a.jpg' })),
    await post('/api/tasks', wish),
  ];
  for (const answer of refused) {
    expect(answer.status).toBe(507);
    expect(await answer.json()).toMatchObject({ code: 'disk-full' });
  }
  expect((await relay.app.request('/api/tasks')).status).toBe(200);
  expect((await relay.app.request(`/api/tasks/${task.id}`, { method: 'DELETE' })).status).toBe(204);
});
