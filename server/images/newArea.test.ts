import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Frame } from '../../src/domain/frame.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import { serveNewArea } from './newArea.ts';
import type { Raster } from './raster.ts';
import { RenditionCache } from './renditionCache.ts';
import { rowsOf } from './rowImage.ts';
import { sharp } from './sharpSetup.ts';
import { writePng } from './writePng.ts';

const source = { width: 30, height: 20 };
const frame: Frame = { width: 48, height: 31, placement: { x: 10, y: 4 } };
const isInside = (x: number, y: number) => x >= 10 && x < 40 && y >= 4 && y < 24;

function result(channels: Raster['channels'], bits: 8 | 16): Raster {
  const length = frame.width * frame.height * channels;
  const value = (_: unknown, at: number) => (at * 7919) % (bits === 16 ? 65_536 : 256);
  const data = bits === 16 ? Uint16Array.from({ length }, value) : Uint8Array.from({ length }, value);
  return { data, channels, width: frame.width, height: frame.height };
}

async function newAreaOf(raster: Raster, abort?: AbortController): Promise<Buffer> {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const file = store.temporaryPath('.png');
  await writePng({ path: file, image: rowsOf(raster), profile: null, metadata: null });
  await store.adopt(file, 'results', 'result.png');
  const original = { shelf: 'results', name: 'result.png', format: 'png', ...frame } as const;
  // The last thing that is asked for before it is made.
  const freeBytes = async () => {
    abort?.abort(new Error('No longer wanted.'));
    return 1;
  };
  const cache = new RenditionCache({ store, freeBytes, minFreeBytes: 0 });
  const { signal } = abort ?? new AbortController();
  const served = await serveNewArea(cache, original, { source, frame, metadata: 'kept', signal });
  const stream = await served?.read();
  if (!stream) throw new Error('Nothing was made.');
  return buffer(stream);
}

test.each([
  [3, 8],
  [3, 16],
  [4, 8],
  [4, 16],
] as const)(
  'a new area of %d channels of %d bits has the values of the result, and none in the place of the source',
  async (channels, bits) => {
    const raster = result(channels, bits);
    const png = await newAreaOf(raster);
    expect(await sharp(png).metadata()).toMatchObject({
      ...{ width: frame.width, height: frame.height, channels: 4 },
      depth: bits === 16 ? 'ushort' : 'uchar',
    });
    const bytes = await sharp(png)
      .toColourspace(bits === 16 ? 'rgb16' : 'srgb')
      .raw({ depth: bits === 16 ? 'ushort' : 'uchar' })
      .toBuffer();
    const seen = bits === 16 ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes;
    const opaque = bits === 16 ? 65_535 : 255;
    const expected = Array.from({ length: frame.width * frame.height }, (_, pixel) => {
      const own = Array.from(raster.data.subarray(pixel * channels, (pixel + 1) * channels));
      if (isInside(pixel % frame.width, Math.floor(pixel / frame.width))) return [0, 0, 0, 0];
      return channels === 4 ? own : [...own, opaque];
    }).flat();
    expect(seen.findIndex((value, at) => value !== expected[at])).toBe(-1);
  },
);

test.each([8, 16] as const)('that of a grey result of %d bits is grey', async (bits) => {
  const png = await newAreaOf(result(1, bits));
  expect(await sharp(png).metadata()).toMatchObject({
    ...{ space: bits === 16 ? 'grey16' : 'b-w', channels: 2 },
    depth: bits === 16 ? 'ushort' : 'uchar',
  });
});

test('one that nobody waits for any more is given up', async () => {
  await expect(newAreaOf(result(3, 8), new AbortController())).rejects.toThrow(/abort/i);
});
