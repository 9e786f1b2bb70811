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

async function plainFile(): Promise<string> {
  const file = path.join(await temporaryFolder(), 'plain.png');
  await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } }).toFile(file);
  return file;
}
