import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { Deliveries } from './deliveries.ts';
import { madeName } from './madeName.ts';
import { RenditionCache, type RenditionDeps } from './renditionCache.ts';
import { Renditions } from './renditions.ts';
import { sharp } from './sharpSetup.ts';

const NAME = 'original.png';

function renditionsOf(store: ImageStore, options: Partial<RenditionDeps> = {}) {
  return new Renditions(new RenditionCache({ store, freeBytes: async () => 1, minFreeBytes: 0, ...options }));
}

async function openWith(width: number, height: number) {
  const dataDir = await temporaryFolder();
  const store = await openDiskStore({ dataDir });
  const file = store.temporaryPath('.png');
  await sharp({ create: { width, height, channels: 3, background: '#456' } })
    .png()
    .toFile(file);
  await store.adopt(file, 'results', NAME);
  const original = { shelf: 'results', name: NAME, width, height, format: 'png' } as const;
  return { store, original, dataDir };
}

test.each([
  ['webp', 16_383, 4, 'image/webp'],
  ['webp', 16_384, 4, null],
  ['webp', 4, 16_384, null],
  ['avif', 16_384, 4, 'image/avif'],
  ['avif', 16_385, 4, null],
  ['jpeg', 16_385, 4, 'image/jpeg'],
] as const)('%s of %i × %i px', async (format, width, height, contentType) => {
  const { store, original } = await openWith(width, height);
  const served = renditionsOf(store).serve(original, { width: undefined, format, isNegotiated: false });
  if (contentType === null) await expect(served).rejects.toMatchObject({ code: 'image-too-long-for-format' });
  else expect(await served).toMatchObject({ contentType });
});

test('a source asked for as PNG is one that any decoder reads, though the file may be a PNG itself', async () => {
  const { store, original } = await openWith(40, 30);
  const bytes = (await store.read('results', NAME)) ?? Readable.from([]);
  const file = store.temporaryPath('.png');
  const handle = await store.openToWrite(file);
  // Without its end: relay and `<img>` show it, and createImageBitmap does not.
  await handle.write((await buffer(bytes)).subarray(0, -12), 0);
  await handle.close();
  await store.adopt(file, 'sources', NAME);
  const source = { ...original, shelf: 'sources' } as const;
  const endOf = async (format: 'png' | undefined) => {
    const served = await renditionsOf(store).serve(source, { width: undefined, format, isNegotiated: false });
    const all = await buffer((await served?.read()) ?? Readable.from([]));
    return all.toString('latin1', all.length - 8, all.length - 4);
  };
  expect(await endOf('png')).toBe('IEND');
  expect(await endOf(undefined)).not.toBe('IEND');
});

test('a long image as small as asked for is no longer too long; a preview falls back to a format that holds it', async () => {
  const { store, original } = await openWith(20, 18_000);
  const renditions = renditionsOf(store);
  expect(await renditions.serve(original, { width: 16, format: 'webp', isNegotiated: false })).toMatchObject({
    contentType: 'image/webp',
  });
  expect(await renditions.serve(original, { width: 19, format: 'webp', isNegotiated: true })).toMatchObject({
    contentType: 'image/jpeg',
  });
});

test('a rendition of an image that is deleted meanwhile does not stay', async () => {
  const { store, original, dataDir } = await openWith(40, 30);
  const deletesFirst: ImageStore = {
    ...store,
    adopt: async (...place) => {
      await store.remove('results', NAME);
      await store.removeRenditions(NAME);
      return store.adopt(...place);
    },
  };
  const wanted = { width: 20, format: 'webp', isNegotiated: false } as const;
  expect(await renditionsOf(deletesFirst).serve(original, wanted)).toBeNull();
  const left = await readdir(dataDir, { recursive: true });
  expect(left.filter((name) => path.extname(name) !== '')).toEqual([]);
});

test('however many widths are asked for, a few renditions are kept', async () => {
  const { store, original } = await openWith(400, 300);
  const renditions = renditionsOf(store);
  for (let width = 1; width <= 420; width += 10) {
    await renditions.serve(original, { width, format: 'webp', isNegotiated: false });
  }
  expect((await store.list('renditions')).length).toBeLessThanOrEqual(11);
});

test('a rendition is as wide as asked for or a little wider', async () => {
  const { store, original } = await openWith(4000, 30);
  for (const width of [17, 150, 320, 1281]) {
    const served = await renditionsOf(store).serve(original, { width, format: 'png', isNegotiated: false });
    const bytes = await buffer((await served?.read()) ?? Readable.from([]));
    const { width: given } = await sharp(bytes).metadata();
    expect(given).toBeGreaterThanOrEqual(width);
    expect(given).toBeLessThan(width * 1.61);
  }
});

test('renditions beyond the bytes that are kept go, the oldest first', async () => {
  const { store, original } = await openWith(900, 900);
  const largest = { width: 640, format: 'png', isNegotiated: false } as const;
  const maxKeptBytes = ((await renditionsOf(store).serve(original, largest))?.fileBytes ?? 0) + 10;
  await store.removeRenditions(NAME);
  const renditions = renditionsOf(store, { maxKeptBytes: { view: maxKeptBytes } });
  for (const width of [16, 64, 128, 160, 256, 320, 512, 640]) {
    await renditions.serve(original, { width, format: 'png', isNegotiated: false });
  }
  const kept = await store.list('renditions');
  expect(kept.reduce((sum, { fileBytes }) => sum + fileBytes, 0)).toBeLessThanOrEqual(maxKeptBytes);
  expect(kept.map(({ name }) => name)).toContain(madeName(NAME, '640.png'));
});

test('deliveries push out each other, never what is looked at; one that is larger than all that is kept is served', async () => {
  const { store, original } = await openWith(120, 90);
  const maxKeptBytes = { view: 1_000_000, delivery: 1 };
  const cache = new RenditionCache({ store, freeBytes: async () => 1, minFreeBytes: 0, maxKeptBytes });
  await new Renditions(cache).serve(original, { width: 64, format: 'webp', isNegotiated: false });
  const deliveries = new Deliveries(cache);
  const { signal } = new AbortController();
  for (const quality of [80, 81, 82]) {
    const served = await deliveries.serve(
      original,
      {
        ...{ width: 40, height: 30, type: 'jpeg', quality },
        ...{ profile: 'srgb', metadata: 'stripped', crop: false },
      },
      signal,
    );
    expect(served?.fileBytes).toBeGreaterThan(1);
  }
  const kept = (await store.list('renditions')).map(({ name }) => name);
  expect(kept.toSorted()).toEqual([madeName(NAME, '64.webp'), expect.stringContaining('q82')]);
});

test('without room none is made, and what is there is still served', async () => {
  const { store, original } = await openWith(400, 300);
  const wanted = { width: 64, format: 'webp', isNegotiated: false } as const;
  await renditionsOf(store).serve(original, wanted);
  const full = renditionsOf(store, { minFreeBytes: 2 });
  expect(await full.serve(original, wanted)).not.toBeNull();
  await expect(full.serve(original, { ...wanted, width: 128 })).rejects.toMatchObject({ code: 'disk-full' });
});

test('a turned PNG is sent as it is, and upright to whoever asks for a PNG', async () => {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const file = store.temporaryPath('.png');
  await sharp({ create: { width: 40, height: 30, channels: 3, background: '#456' } })
    .withMetadata({ orientation: 6 })
    .png()
    .toFile(file);
  await store.adopt(file, 'results', NAME);
  const original = {
    ...{ shelf: 'results' as const, name: NAME, format: 'png' },
    ...{ width: 30, height: 40, orientation: 6 },
  } as const;
  const sizeAs = async (format?: 'png') => {
    const served = await renditionsOf(store).serve(original, {
      width: undefined,
      format,
      isNegotiated: false,
    });
    const bytes = await served?.read();
    if (!bytes) throw new Error('Nothing was served.');
    const { width, height } = await sharp(await buffer(bytes)).metadata();
    return { width, height };
  };
  expect(await sizeAs()).toEqual({ width: 40, height: 30 });
  expect(await sizeAs('png')).toEqual({ width: 30, height: 40 });
});
