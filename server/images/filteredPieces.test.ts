import { stat } from 'node:fs/promises';
import path from 'node:path';
import { constants, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { filteredPieces } from './filteredPieces.ts';
import type { Raster } from './raster.ts';
import { rowsOf } from './rowImage.ts';
import { writePng } from './writePng.ts';

const SIZE = { width: 400, height: 900 };
const CHANNELS = 3;

type Value = (x: number, y: number, channel: number) => number;

/** Anything from 0 to 1, the same for the same place. */
function chance(x: number, y: number): number {
  let h = Math.imul(x + 1, 0x9e3779b1) ^ Math.imul(y + 7, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

const grain: Value = (x, y, c) =>
  120 +
  60 * Math.sin(x / 90) +
  40 * Math.cos(y / 70) +
  6 * (chance(x + 999 * c, y) + chance(x, y + 3000 * c) - 1);
const gradient: Value = (x, y, c) => 100 + 50 * Math.sin((x + 0.7 * y) / 200 + c);
const text: Value = (x, y) => ((((x % 60) * (y % 40)) >> 4) % 3 === 0 ? 20 : 230);
const checkerboard: Value = (x, y) => ((x + y) % 2) * 255;
const squares: Value = (x, y) => (((x >> 3) + (y >> 3)) % 2) * 255;
const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
/** In steps of so many levels. */
const dither =
  (step: number): Value =>
  (x, y, c) => {
    const level = 255 * (c === 0 ? x / SIZE.width : y / SIZE.height);
    return step * Math.floor(level / step + (BAYER[4 * (y & 3) + (x & 3)] ?? 0) / 16);
  };
const COLOURS = [20, 200, 90, 240, 10, 60, 128, 128, 0, 77, 30, 200, 255, 255, 255];
const palette: Value = (x, y, c) =>
  COLOURS[3 * ((Math.floor(x / 37 + 3 * Math.sin(y / 23)) + Math.floor(y / 29)) % 5) + c] ?? 0;
const halftone: Value = (x, y) => (Math.hypot((x % 6) - 3, (y % 6) - 3) < (4 * x) / SIZE.width ? 0 : 255);

function rasterOf(value: Value): Raster {
  const rowLength = SIZE.width * CHANNELS;
  const data = Uint8Array.from({ length: rowLength * SIZE.height }, (_, at) =>
    value(Math.floor((at % rowLength) / CHANNELS), Math.floor(at / rowLength), at % CHANNELS),
  );
  return { ...SIZE, channels: CHANNELS, data };
}

/** Bytes that a raster takes with one filter throughout, less what a row above and what lies to the left foretell. */
function packedWith(raster: Raster, foretell: (left: number, above: number) => number, strategy: number) {
  const rowLength = SIZE.width * CHANNELS;
  const filtered = raster.data.map((value, at) => {
    const left = at % rowLength < CHANNELS ? 0 : (raster.data[at - CHANNELS] ?? 0);
    return value - foretell(left, raster.data[at - rowLength] ?? 0);
  });
  return deflateSync(filtered, { level: strategy === constants.Z_RLE ? 1 : 3, strategy }).length;
}

/** Whether each piece, one after the other, is taken for grain. */
async function choices(raster: Raster): Promise<boolean[]> {
  const found: boolean[] = [];
  for await (const { isGrainy } of filteredPieces(rowsOf(raster))) found.push(isGrainy);
  return found;
}

test.each([
  { name: 'grain', value: grain, isGrainy: true },
  { name: 'a smooth gradient', value: gradient, isGrainy: false },
  { name: 'text', value: text, isGrainy: false },
  { name: 'a checkerboard', value: checkerboard, isGrainy: false },
  { name: 'squares', value: squares, isGrainy: false },
  { name: 'an ordered dither', value: dither(16), isGrainy: false },
  { name: 'a coarse ordered dither', value: dither(32), isGrainy: false },
  { name: 'a drawing in few colours', value: palette, isGrainy: false },
  { name: 'a halftone', value: halftone, isGrainy: false },
])('$name is packed the way that makes it smaller', async ({ value, isGrainy }) => {
  const raster = rasterOf(value);
  const found = await choices(raster);
  expect(found).toEqual(Array(found.length).fill(isGrainy));
  const asDrawn = packedWith(raster, (_, above) => above, constants.Z_DEFAULT_STRATEGY);
  const asGrain = packedWith(raster, (left, above) => (left + above) >> 1, constants.Z_RLE);
  expect(asGrain < asDrawn).toBe(isGrainy);
  const file = path.join(await temporaryFolder(), 'image.png');
  await writePng({ path: file, image: rowsOf(raster), profile: null, metadata: null });
  const { size } = await stat(file);
  // The first piece of grain is told apart as if it were drawn; the rest is what lies around the packed rows.
  expect(size).toBeLessThan(1.06 * Math.min(asDrawn, asGrain) + 4000);
});

test('a dither below grain, which comes filtered as grain is, is seen to come again', async () => {
  const found = await choices(rasterOf((x, y, c) => (y < 400 ? grain : dither(16))(x, y, c)));
  expect(found[0]).toBe(true);
  expect(found.at(-1)).toBe(false);
});
