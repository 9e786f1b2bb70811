import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { PiecePlace } from '../../src/domain/piece.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { decodeSemaphore } from './decodeSemaphore.ts';
import { Pieces } from './pieces.ts';
import { RenditionCache } from './renditionCache.ts';
import { sharp } from './sharpSetup.ts';

const NAME = 'original.png';
const SIZE = { width: 1501, height: 1100 };
const signal = new AbortController().signal;

async function openWith(channels: 3 | 4) {
  const dataDir = await temporaryFolder();
  const disk = await openDiskStore({ dataDir });
  const lookedUp: string[] = [];
  const sizeOf: ImageStore['sizeOf'] = async (shelf, file) => {
    const found = await disk.sizeOf(shelf, file);
    lookedUp.push(file);
    return found;
  };
  const store: ImageStore = { ...disk, sizeOf };
  const whole = await testImage(SIZE, channels).png().toBuffer();
  const file = store.temporaryPath('.png');
  await sharp(whole).toFile(file);
  await store.adopt(file, 'results', NAME);
  const cache = new RenditionCache({ store, freeBytes: async () => 1, minFreeBytes: 0 });
  const pieces = new Pieces(cache, store);
  const original = { shelf: 'results', name: NAME, ...SIZE, format: 'png' } as const;
  const pieceAt = async (place: PiecePlace) => {
    const served = await pieces.serve(original, place, signal);
    const bytes = await served?.read();
    return bytes ? await buffer(bytes) : null;
  };
  return { store, whole, pieceAt, pieces, original, lookedUp };
}

/** How far the channels of two images are apart on average, 0 to 255. */
async function meanDifference(a: Buffer, b: Buffer): Promise<number> {
  const [one, other] = await Promise.all([a, b].map((image) => sharp(image).raw().toBuffer()));
  if (!one || !other || one.length !== other.length) return Number.POSITIVE_INFINITY;
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}

test.each([3, 4] as const)('a piece is that part of the image, with %i channels', async (channels) => {
  const { whole, pieceAt } = await openWith(channels);
  const piece = await pieceAt({ reduction: 1, column: 1, row: 1 });
  const part = await sharp(whole).extract({ left: 1024, top: 1024, width: 477, height: 76 }).png().toBuffer();
  expect(piece && (await meanDifference(piece, part))).toBeLessThan(12);
  // Another part is nothing like it.
  const elsewhere = await sharp(whole).extract({ left: 0, top: 0, width: 477, height: 76 }).png().toBuffer();
  expect(piece && (await meanDifference(piece, elsewhere))).toBeGreaterThan(40);
});

test('half as fine, one piece holds what four did', async () => {
  const { pieceAt } = await openWith(3);
  const piece = await pieceAt({ reduction: 2, column: 0, row: 0 });
  expect(piece && (await sharp(piece).metadata())).toMatchObject({ width: 750, height: 550, format: 'webp' });
});

test('beyond the image there is none, and none of an image that would be smaller than a tile', async () => {
  const { pieceAt } = await openWith(3);
  expect(await pieceAt({ reduction: 1, column: 2, row: 0 })).toBeNull();
  expect(await pieceAt({ reduction: 8, column: 0, row: 0 })).toBeNull();
});

test('pieces and what they are cut from go with their image', async () => {
  const { store, pieceAt } = await openWith(3);
  await pieceAt({ reduction: 1, column: 0, row: 0 });
  await store.removeRenditions(NAME);
  expect(await store.list('renditions')).toEqual([]);
  await store.remove('results', NAME);
  expect(await pieceAt({ reduction: 1, column: 0, row: 0 })).toBeNull();
});

test('whoever asked first and leaves while it waits takes nobody along', async () => {
  const { pieces, original, lookedUp } = await openWith(3);
  let end = () => {};
  const before = decodeSemaphore.run(
    { width: 100_000, height: 100_000, format: 'raw' },
    () => new Promise<void>((resolve) => (end = resolve)),
  );
  const leaving = new AbortController();
  const place = { reduction: 1, column: 0, row: 0 } as const;
  const first = pieces.serve(original, place, leaving.signal);
  const others = [0, 1].map(() => pieces.serve(original, place, signal));
  await waitUntil('all to find nothing made', () => lookedUp.length === 3);
  await new Promise(setImmediate);
  leaving.abort('Client connection prematurely closed.');
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  end();
  await before;
  for (const served of await Promise.all(others)) expect(served?.fileBytes).toBeGreaterThan(0);
});
