import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { openDiskStore } from './diskStore.ts';
import type { ImageStore } from './imageStore.ts';
import { Renditions } from './renditions.ts';
import { sharp } from './sharpSetup.ts';

const NAME = 'original.png';

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
  const served = new Renditions(store).serve(original, { width: undefined, format, isNegotiated: false });
  if (contentType === null) await expect(served).rejects.toMatchObject({ code: 'image-too-long-for-format' });
  else expect(await served).toMatchObject({ contentType });
});

test('a long image as small as asked for is no longer too long; a preview falls back to a format that holds it', async () => {
  const { store, original } = await openWith(20, 18_000);
  const renditions = new Renditions(store);
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
  expect(await new Renditions(deletesFirst).serve(original, wanted)).toBeNull();
  const left = await readdir(dataDir, { recursive: true });
  expect(left.filter((name) => path.extname(name) !== '')).toEqual([]);
});
