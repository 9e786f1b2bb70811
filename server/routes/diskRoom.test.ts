import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../database/openDatabase.ts';
import { makeDataFolder } from '../testing/databaseTemplate.ts';
import { testJpeg } from '../testing/testImages.ts';
import { openTestRelay } from '../testing/testRelay.ts';

let folder: Awaited<ReturnType<typeof makeDataFolder>>;
let database: Database;

beforeAll(async () => {
  const onTrouble = (error: Error) => {
    throw error;
  };
  folder = await makeDataFolder();
  database = await openDatabase({ dataDir: folder.path, url: null, onTrouble });
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

test('while the disk is low nothing new is taken in, and what is there can be looked at and removed', async () => {
  const relay = await openTestRelay({
    ...{ database, dataDir: folder.path },
    minFreeBytes: Number.MAX_SAFE_INTEGER,
  });
  onTestFinished(() => relay.close());
  const task = await relay.submit();
  const post = (path: string, body: BodyInit) =>
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
