import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { Secret } from '../secret.ts';
import type { BucketSettings } from '../storageSettings.ts';
import { startFakeS3 } from '../testing/fakeS3.ts';
import { bucketErrorOf } from './bucketError.ts';
import type { Collection, ImageStore } from './imageStore.ts';
import { openS3Store } from './s3Store.ts';

async function open(change: Partial<BucketSettings> = {}) {
  const bucket = await startFakeS3();
  onTestFinished(bucket.close);
  const dataDir = await temporaryFolder();
  const store = await openS3Store({ ...bucket.settings, ...change }, { dataDir });
  onTestFinished(store.close);
  return { bucket, store, dataDir };
}

async function put(
  store: ImageStore,
  name: string,
  bytes: Buffer,
  shelf: Collection = 'results',
): Promise<void> {
  const file = store.temporaryPath();
  await writeFile(file, bytes);
  await store.adopt(file, shelf, name);
}

const copiesIn = (dataDir: string) => readdir(path.join(dataDir, 'copies'));

test('what was just kept, or lent before, is not brought again', async () => {
  const { bucket, store, dataDir } = await open();
  await put(store, 'a.png', Buffer.from('a'));
  const gets = () => bucket.calls.filter((call) => call.startsWith('GET')).length;
  await store.withFile('results', 'a.png', (file) => readFile(file));
  expect(gets()).toBe(0);
  const other = await openS3Store(bucket.settings, { dataDir: await temporaryFolder() });
  onTestFinished(other.close);
  const lend = () => other.withFile('results', 'a.png', (file) => readFile(file, 'utf8'));
  expect(await Promise.all([lend(), lend(), lend()])).toEqual(['a', 'a', 'a']);
  expect(await lend()).toBe('a');
  expect(gets()).toBe(1);
  expect(await readdir(path.join(dataDir, 'temporary'))).toEqual([]);
});

test('copies are bounded: the longest unused go, not what is lent or new', async () => {
  const { store, dataDir } = await open({ copiesBytes: 2500 });
  const age = async (minutes: number) => {
    for (const name of await copiesIn(dataDir)) {
      const file = path.join(dataDir, 'copies', name);
      const earlier = new Date((await stat(file)).mtimeMs - minutes * 60_000);
      await utimes(file, earlier, earlier);
    }
  };
  for (const name of ['a', 'b', 'c']) {
    await put(store, `${name}.png`, randomBytes(1000));
    await age(5);
  }
  expect(await copiesIn(dataDir)).toHaveLength(2);
  await store.withFile('results', 'b.png', async (lent) => {
    await put(store, 'd.png', randomBytes(1000));
    await age(5);
    await put(store, 'e.png', randomBytes(1000));
    await age(5);
    expect(await copiesIn(dataDir)).toHaveLength(2);
    expect((await stat(lent)).size).toBe(1000);
  });
  await age(25 * 60);
  await store.sweepTemporary(60_000);
  expect(await copiesIn(dataDir)).toEqual([]);
  expect(await store.sizeOf('results', 'a.png')).toBe(1000);
});

test('copies are looked through once in so many bytes, and not for each file', async () => {
  const { store, dataDir } = await open({ copiesBytes: 100_000 });
  const left = path.join(dataDir, 'copies', 'left');
  await writeFile(left, 'of last week');
  await utimes(left, 0, 0);
  await put(store, 'a.png', randomBytes(2000));
  expect(await copiesIn(dataDir)).toContain('left');
  await put(store, 'b.png', randomBytes(2000));
  await put(store, 'c.png', randomBytes(2000));
  expect(await copiesIn(dataDir)).not.toContain('left');
});

test('of renditions, those are copied here that others are cut from', async () => {
  const { bucket, store, dataDir } = await open();
  await put(store, 'a.png-320.webp', randomBytes(10), 'renditions');
  await put(store, 'a.png-delivery-40x30.png', randomBytes(10), 'renditions');
  expect(await copiesIn(dataDir)).toEqual([]);
  expect(await readdir(path.join(dataDir, 'temporary'))).toEqual([]);
  expect(bucket.objects.size).toBe(2);
  await put(store, 'a.png-pyramid.tiff', randomBytes(10), 'renditions');
  expect(await copiesIn(dataDir)).toHaveLength(1);
});

test('a copy that breaks off on its way is not taken for the whole', async () => {
  const { bucket, store } = await open();
  const bytes = randomBytes(300_000);
  bucket.objects.set('outframe/results/a.png', { bytes, etag: '"1"', modifiedAt: new Date() });
  bucket.breakOffNext();
  const lend = () => store.withFile('results', 'a.png', (file) => readFile(file));
  await expect(lend()).rejects.toMatchObject({ code: 'storage-unavailable' });
  expect((await lend()).equals(bytes)).toBe(true);
});

test('an upload is tried again when its connection breaks, and kept once', async () => {
  const { bucket, store } = await open();
  bucket.hangUpOn('PUT', 1);
  await put(store, 'a.png', randomBytes(100_000));
  expect(await store.sizeOf('results', 'a.png')).toBe(100_000);
  expect([...bucket.objects.keys()]).toEqual(['outframe/results/a.png']);
});

test.each<[string, (settings: BucketSettings) => Partial<BucketSettings>, string, RegExp]>([
  [
    'with wrong keys',
    () => ({ keys: { accessKey: new Secret('who'), secretKey: new Secret('s3-wrong-secret') } }),
    'refused',
    /refuses these keys .* HTTP 403/,
  ],
  ['that is not there', () => ({ bucket: 'elsewhere' }), 'missing', /There is no bucket elsewhere at http/],
  [
    'nobody listens at',
    () => ({ endpoint: 'http://127.0.0.1:1' }),
    'away',
    /cannot be reached .*ECONNREFUSED/,
  ],
])('a bucket %s is said to be so', async (_name, change, kind, words) => {
  const { bucket } = await open();
  const settings = { ...bucket.settings, ...change(bucket.settings) };
  const store = await openS3Store(settings, { dataDir: await temporaryFolder() });
  onTestFinished(store.close);
  const failures = await Promise.all(
    [
      store.check(),
      store.list('results'),
      store.sizeOf('results', 'a.png'),
      put(store, 'a.png', Buffer.from('a')),
    ].map((work) =>
      work.then(
        () => null,
        (error: unknown) => error,
      ),
    ),
  );
  for (const failure of failures) {
    expect(failure).toMatchObject({ code: 'storage-unavailable' });
    const trouble = bucketErrorOf(failure);
    expect(trouble?.kind).toBe(kind);
    expect(trouble?.message).toMatch(words);
    expect(JSON.stringify(trouble, Object.getOwnPropertyNames(trouble))).not.toContain('s3-wrong-secret');
  }
});
