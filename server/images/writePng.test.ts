import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { firstDifference } from '../../src/engine/testing/firstDifference.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { openImage } from './openImage.ts';
import { rowsOf } from './rowImage.ts';
import { sharp } from './sharpSetup.ts';
import { writePng } from './writePng.ts';

test.each(([1, 2, 3, 4] as const).flatMap((channels) => [8, 16].map((bits) => [channels, bits] as const)))(
  'values of %i channels at %i bits are read as they were written',
  async (channels, bits) => {
    // More rows than go into one piece, and no whole number of pieces.
    const size = { width: 301, height: 977 };
    const length = size.width * size.height * channels;
    const valueAt = (_: unknown, at: number) => (at * 40_503 + (at >> 9)) % 65_536;
    const data = bits === 16 ? Uint16Array.from({ length }, valueAt) : Uint8Array.from({ length }, valueAt);
    const file = path.join(await temporaryFolder(), 'image.png');
    const { metadata } = await openImage(await plainFile());
    await writePng({ path: file, image: rowsOf({ ...size, channels, data }), profile: null, metadata });
    const written = await openImage(file);
    expect(written.colour.bits).toBe(bits);
    const read = await written.ownPixels();
    expect(read).toMatchObject({ ...size, channels });
    expect(firstDifference(read.data, data)).toBeNull();
  },
);

/** Bytes of a PNG of squares that come again, grain between them, and the values that are read of it. */
async function packed(valueAt: (x: number, y: number) => number) {
  const size = { width: 900, height: 1200 };
  const data = Uint8Array.from({ length: size.width * size.height * 3 }, (_, at) =>
    valueAt(Math.floor(at / 3) % size.width, Math.floor(at / 3 / size.width)),
  );
  const file = path.join(await temporaryFolder(), 'image.png');
  await writePng({
    path: file,
    image: rowsOf({ ...size, channels: 3, data }),
    profile: null,
    metadata: null,
  });
  const { data: read } = await (await openImage(file)).ownPixels();
  expect(firstDifference(read, data)).toBeNull();
  return { bytes: (await stat(file)).size, values: data.length };
}

const grain = (x: number, y: number) =>
  100 + ((Math.imul(x + 1, 0x9e3779b1) ^ Math.imul(y + 7, 0x85ebca6b)) >>> 28);
const letters = (x: number, y: number) => ((((x % 60) * (y % 40)) >> 4) % 3 === 0 ? 20 : 230);

test('grain takes no more than it tells, drawn letters that come again next to nothing', async () => {
  const noise = await packed(grain);
  // Four bits a pixel, told once for three channels that are alike or for each.
  expect(noise.bytes / noise.values).toBeLessThan(0.62);
  const drawn = await packed(letters);
  expect(drawn.bytes / drawn.values).toBeLessThan(0.03);
});

test('where grain and drawings take turns, each value is read as it was written', async () => {
  const both = await packed((x, y) => (Math.floor(y / 150) % 2 === 0 ? grain(x, y) : letters(x, y)));
  expect(both.bytes / both.values).toBeLessThan(0.37);
});

async function plainFile(): Promise<string> {
  const file = path.join(await temporaryFolder(), 'plain.png');
  await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } }).toFile(file);
  return file;
}
