import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import { readinessSchema } from '../../src/domain/contract/readiness.ts';
import { testJpeg } from '../../testing/testImages.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import type { Database } from '../database/openDatabase.ts';
import type { Finisher } from '../finishing/finisher.ts';
import { sharp } from '../images/sharpSetup.ts';
import { startFakeS3 } from '../testing/fakeS3.ts';
import { inlineFinisher } from '../testing/inlineFinisher.ts';
import { openSuiteDatabase, type SuiteDatabase } from '../testing/suiteDatabase.ts';
import { openTestRelay } from '../testing/testRelay.ts';
import { openBucket } from '../testing/testStores.ts';
import { purgeDeletedTasks } from './cleanup/deletedTasks.ts';

let suite: SuiteDatabase;
let database: Database;

beforeAll(async () => {
  suite = await openSuiteDatabase('bucket');
  database = suite.database;
});
afterAll(() => suite.close());

async function open(
  change: (bucket: Awaited<ReturnType<typeof startFakeS3>>) => Finisher = () => inlineFinisher,
) {
  const upstream = await startFakeUpstream({ timing: { polls: 1 }, exact: true });
  const bucket = await startFakeS3();
  const { store, close } = await openBucket(bucket);
  const relay = await openTestRelay({
    ...{ database, dataDir: suite.folder.path, store, upstream },
    finisher: change(bucket),
  });
  onTestFinished(async () => {
    await relay.close();
    await close();
    await upstream.close();
  });
  return { upstream, bucket, relay };
}

test('from upload to download everything lies in the bucket', async () => {
  const { relay, bucket } = await open();
  relay.runner.start();
  const body = new Uint8Array(await testJpeg());
  expect((await relay.app.request('/api/sources', { method: 'POST', body })).status).toBe(201);
  const task = await relay.submit();
  const done = await relay.carryTo(task.id, 'succeeded', 'failed');
  const [result] = done.results;
  if (result === undefined) throw new Error('The task has no result.');
  const shelves = new Set([...bucket.objects.keys()].map((key) => key.split('/').slice(0, 2).join('/')));
  expect([...shelves].toSorted()).toEqual(['outframe/results', 'outframe/sources']);

  const address = `/api/results/${result.id}/image`;
  const whole = await relay.app.request(address);
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect(whole.headers.get('content-length')).toBe(String(bytes.length));
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 640, height: 400 });
  const part = await relay.app.request(address, { headers: { range: 'bytes=100-299' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 100-299/${bytes.length}`);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 300));
  const headers = { 'if-none-match': whole.headers.get('etag') ?? '' };
  expect((await relay.app.request(address, { headers })).status).toBe(304);
  const small = await relay.app.request(`${address}?width=64`);
  expect(await sharp(Buffer.from(await small.arrayBuffer())).metadata()).toMatchObject({ width: 64 });

  expect((await relay.app.request(`/api/tasks/${task.id}`, { method: 'DELETE' })).status).toBe(204);
  expect([...bucket.objects.keys()].filter((key) => !key.includes('/sources/'))).toEqual([]);
});

test('the built-in engine works on what lies in a bucket', async () => {
  const { relay } = await open();
  relay.runner.start();
  const expansion = { up: 0, right: 0.1, bottom: 0, left: 0 };
  const task = await relay.submit({ provider: 'built-in', n: 2, expansion });
  expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({
    status: 'succeeded',
    results: [{}, {}],
  });
});

test('a bucket that goes away while a result is finished is waited for; nothing is paid twice', async () => {
  let finishes = 0;
  const { relay, bucket, upstream } = await open((of) => ({
    ...inlineFinisher,
    finish: async (...request) => {
      finishes += 1;
      if (finishes === 1) of.goAway();
      if (finishes === 2) throw new Error('The thread broke.');
      return inlineFinisher.finish(...request);
    },
  }));
  const other = await relay.submit();
  relay.runner.start();
  const waiting = await waitUntil('the wait for the bucket', async () => {
    const now = await relay.reader.find(other.id);
    return now?.waiting ? now : null;
  });
  expect(waiting).toMatchObject({ status: 'finishing', waiting: { code: 'storage-unavailable' } });
  expect(waiting.waiting?.detail).toMatch(/cannot reach the place .* Going on costs nothing more\.$/);

  const body = new Uint8Array(await testJpeg({ width: 500, height: 400 }));
  const upload = await relay.app.request('/api/sources', { method: 'POST', body });
  expect(upload.status).toBe(503);
  expect(problemSchema.parse(await upload.json()).code).toBe('storage-unavailable');
  const ready = await relay.app.request('/api/ready');
  expect(ready.status).toBe(503);
  expect(readinessSchema.parse(await ready.json()).checks).toMatchObject({ storage: false, database: true });
  expect((await relay.app.request('/api/tasks')).status).toBe(200);

  // Longer than any number of tries of a step that has failed for itself.
  for (let tries = 0; tries < 12; tries += 1) {
    const before = await relay.reader.find(other.id);
    relay.clock.advance(61_000);
    relay.runner.wake();
    await waitUntil('one more try', async () => {
      const now = await relay.reader.find(other.id);
      return now?.waiting && now.revision !== before?.revision ? true : null;
    });
  }
  bucket.comeBack();
  // An error of another kind comes next: that the step was tried so often before is not held against it.
  expect(await relay.carryTo(other.id, 'succeeded', 'failed')).toMatchObject({
    status: 'succeeded',
    results: [{ width: 640, height: 400 }],
  });
  expect((await relay.app.request('/api/ready')).status).toBe(200);
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
});

test('a bucket that is away before a submit costs nothing until it is back', async () => {
  const { relay, bucket, upstream } = await open();
  const task = await relay.submit();
  bucket.goAway();
  relay.runner.start();
  await waitUntil('the wait for the bucket', async () =>
    (await relay.reader.find(task.id))?.waiting?.code === 'storage-unavailable' ? true : null,
  );
  expect(upstream.state().creates).toEqual([]);
  bucket.comeBack();
  expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
});

test('a task that is deleted while the bucket is away is gone; its files go later', async () => {
  const { relay, bucket } = await open();
  const task = await relay.submit();
  relay.runner.start();
  expect(await relay.carryTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  bucket.goAway();
  expect((await relay.app.request(`/api/tasks/${task.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await relay.app.request(`/api/tasks/${task.id}`)).status).toBe(404);
  bucket.comeBack();
  expect(await relay.store.list('results')).not.toEqual([]);
  await purgeDeletedTasks({ ...relay, now: relay.clock.now });
  expect(await relay.store.list('results')).toEqual([]);
});
