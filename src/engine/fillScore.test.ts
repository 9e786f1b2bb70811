import { expect, it } from 'vitest';
import { badnessOf, type FillFaults, faultsOf } from './fillScore.ts';
import { buildPyramid, type Level } from './level.ts';
import { packPixel } from './patchPixel.ts';
import { seededRandom } from './seededRandom.ts';
import { clampToPatch, emptyShiftMap, packShift, type ShiftMap } from './shiftMap.ts';

const SIDE = 80;
const PAD = 48;
/** A dark bar runs across the source and into the border that grows. */
const BAR = { top: 30, bottom: 38 };

/** A grainy wall, its bar and the unfilled area on its right. */
function wallLevel(): Level {
  const random = seededRandom(5);
  const width = SIDE + PAD;
  const rgba = new Uint8ClampedArray(width * SIDE * 4);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const light = (y >= BAR.top && y < BAR.bottom ? 60 : 170) + 60 * (random() - 0.5);
      rgba.set([light, light * 0.9, light * 0.8, 255], (y * width + x) * 4);
    }
  }
  const frame = { width, height: SIDE, known: { x: 0, y: 0, width: SIDE, height: SIDE } };
  const [level] = buildPyramid(rgba, frame, { finestPixels: 1e6, coarsestSide: SIDE });
  if (level === undefined) throw new RangeError('A pyramid has at least one level.');
  return level;
}

/** Fills a wall with plain copies from where `from` says. */
function filled(from: (x: number, y: number) => readonly [x: number, y: number]): ShiftMap {
  const level = wallLevel();
  const map = emptyShiftMap(level);
  const { width, height } = level;
  const source = (x: number, y: number) => {
    const [u, v] = from(x, y);
    return [clampToPatch(u, SIDE), clampToPatch(v, SIDE)] as const;
  };
  for (const target of map.targets) {
    const [x, y] = [target % width, Math.floor(target / width)];
    const [u, v] = source(x, y);
    map.shifts[target] = packShift(u - x, v - y);
  }
  for (const pixel of level.hole) {
    const [x, y] = [clampToPatch(pixel % width, width), clampToPatch(Math.floor(pixel / width), height)];
    const [u, v] = source(x, y);
    level.pixels[pixel] = level.pixels[pixel + (v - y) * width + u - x] ?? 0;
  }
  return map;
}

const GOOD = () => filled((x, y) => [x - PAD - 16, y]);

/** Every pixel half way to a colour that the wall does not have. */
function veiled(): ShiftMap {
  const map = GOOD();
  const { pixels, hole } = map.level;
  for (const pixel of hole) {
    const here = pixels[pixel] ?? 0;
    const half = (shift: number, towards: number) => Math.round((((here >> shift) & 255) + towards) / 2);
    pixels[pixel] = packPixel(half(0, 240), half(8, 80), half(16, 160), here >>> 24);
  }
  return map;
}

it.each<[string, keyof FillFaults, () => ShiftMap]>([
  ['that is stamped from one column', 'repetition', () => filled((x, y) => [24 + (x % 6), y])],
  ['that is veiled', 'veil', veiled],
  ['of patches that nothing fits', 'strain', () => filled((x, y) => [8 + ((x * 37 + y * 11) % 64), y])],
  ['that ends the bar', 'severed', () => filled((x, y) => [x - PAD - 16, y < 40 ? y % 24 : y])],
])('a fill %s is worse than one that goes on', (_, fault, make) => {
  const good = faultsOf(GOOD(), 'right');
  const bad = faultsOf(make(), 'right');
  expect(bad[fault]).toBeGreaterThan(good[fault] + 0.3);
  expect(badnessOf(bad)).toBeGreaterThan(badnessOf(good) + 1);
});

it('tells duller fills from those with the texture of the source', () => {
  const map = GOOD();
  const { pixels, hole } = map.level;
  const before = faultsOf(map, 'right').dullness;
  for (const pixel of hole) pixels[pixel] = (pixels[pixel] ?? 0) & 0x0fff_ffff;
  expect(before).toBeLessThan(0.2);
  expect(faultsOf(map, 'right').dullness).toBeGreaterThan(1);
});
