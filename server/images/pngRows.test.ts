import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { firstDifference } from '../../src/engine/testing/firstDifference.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { pngRows } from './pngRows.ts';
import type { Raster } from './raster.ts';
import { rowsOf } from './rowImage.ts';
import { sharp } from './sharpSetup.ts';
import { writePng } from './writePng.ts';

/** Smooth here, grained there: each of PNG's filters packs some row of it best. */
function raster(channels: Raster['channels'], bits: 8 | 16): Raster {
  const [width, height] = [301, 240];
  const most = bits === 16 ? 65_535 : 255;
  const valueAt = (_: unknown, at: number) => {
    const [x, y] = [Math.floor(at / channels) % width, Math.floor(at / channels / width)];
    const smooth = 0.5 + 0.4 * Math.sin((x * (y % 3) + y * (x % 2 === 0 ? 1 : 0.5)) / 70 + (at % channels));
    return y > 160 ? (at * 40_503 + (at >> 5)) % (most + 1) : Math.round(most * smooth);
  };
  const length = width * height * channels;
  const data = bits === 16 ? Uint16Array.from({ length }, valueAt) : Uint8Array.from({ length }, valueAt);
  return { data, width, height, channels };
}

async function fileOf(bytes: Buffer): Promise<string> {
  const file = path.join(await temporaryFolder(), 'image.png');
  await writeFile(file, bytes);
  return file;
}

async function valuesOf(file: string): Promise<number[]> {
  const values: number[] = [];
  for await (const row of (await pngRows(file))?.rows ?? []) values.push(...row);
  return values;
}

test.each(
  ([1, 2, 3, 4] as const).flatMap((channels) =>
    [8, 16].map((bits) => [channels, bits === 8 ? 8 : 16] as const),
  ),
)('rows of %i channels at %i bits are those that were written', async (channels, bits) => {
  const written = raster(channels, bits);
  const file = path.join(await temporaryFolder(), 'image.png');
  await writePng({ path: file, image: rowsOf(written), profile: null, metadata: null });
  const { width, height } = written;
  expect(await pngRows(file)).toMatchObject({ width, height, channels, bits });
  expect(firstDifference(await valuesOf(file), written.data)).toBeNull();
});

function filtersOf(png: Buffer, rowBytes: number): Set<number | undefined> {
  const packed: Buffer[] = [];
  for (let at = 8; at < png.byteLength; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const bytes = inflateSync(Buffer.concat(packed));
  return new Set(Array.from({ length: bytes.length / (rowBytes + 1) }, (_, y) => bytes[y * (rowBytes + 1)]));
}

test('each filter is undone', async () => {
  const { data, ...size } = raster(3, 8);
  const png = await sharp(data, { raw: size }).png({ adaptiveFiltering: true }).toBuffer();
  expect([...filtersOf(png, size.width * 3)].sort()).toEqual([0, 1, 2, 3, 4]);
  expect(firstDifference(await valuesOf(await fileOf(png)), data)).toBeNull();
});

test.each([
  ['interlaced', { progressive: true }],
  ['with a palette', { palette: true }],
])('a PNG that is %s is left to others', async (_name, options) => {
  const { data, ...size } = raster(3, 8);
  const png = await sharp(data, { raw: size }).png(options).toBuffer();
  expect(await pngRows(await fileOf(png))).toBeNull();
});

test.each([
  ['breaks off', (png: Buffer) => png.subarray(0, png.byteLength / 2)],
  [
    'is damaged',
    (png: Buffer) => Buffer.concat([png.subarray(0, 60), Buffer.alloc(40, 255), png.subarray(100)]),
  ],
])('of a PNG that %s, reading the rows fails', async (_name, harm) => {
  const file = path.join(await temporaryFolder(), 'image.png');
  await writePng({ path: file, image: rowsOf(raster(3, 8)), profile: null, metadata: null });
  await writeFile(file, harm(await readFile(file)));
  await expect(valuesOf(file)).rejects.toThrow();
});

test('of a file that is no PNG there are none', async () => {
  expect(
    await pngRows(await fileOf(Buffer.from('no picture at all, but more than enough bytes'))),
  ).toBeNull();
});
