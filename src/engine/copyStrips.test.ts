import { expect, it } from 'vitest';
import type { Side, Size } from '../domain/side.ts';
import { copyStrips } from './copyStrips.ts';
import { buildPyramid } from './level.ts';
import { withMatching } from './matching.ts';
import { packPixel } from './patchPixel.ts';
import { seededRandom } from './seededRandom.ts';
import { FILL_SETTINGS } from './settings.ts';
import { emptyShiftMap, NO_SHIFT, type ShiftMap } from './shiftMap.ts';

type Pads = Readonly<Record<Side, number>>;

/** A dark window every 14 × 11 pixels, on a wall that is a little different everywhere else. */
function isWindow(x: number, y: number): boolean {
  return (x + 140) % 14 < 5 && (y + 110) % 11 < 6;
}

function facade(size: Size, pads: Pads): ShiftMap {
  const random = seededRandom(4);
  const width = pads.left + size.width + pads.right;
  const height = pads.up + size.height + pads.bottom;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const light = isWindow(x, y) ? 40 : 170 + 20 * random();
      rgba.set([light, light, light, 255], ((y + pads.up) * width + x + pads.left) * 4);
    }
  }
  const frame = { width, height, known: { x: pads.left, y: pads.up, ...size } };
  const [level] = buildPyramid(rgba, frame, { finestPixels: 1e6, coarsestSide: 64 });
  if (level === undefined) throw new RangeError('A pyramid has at least one level.');
  return emptyShiftMap(level);
}

function started(map: ShiftMap): boolean {
  const plan = { costs: FILL_SETTINGS.normal.costs, isQuincunx: false, random: seededRandom(1) };
  return withMatching(map, plan, (matching) => copyStrips(matching, 0.12));
}

it('starts nothing where no border has a rhythm: the least bad strips would be chosen, and bad they are', () => {
  const size = { width: 64, height: 64 };
  const pads = { up: 0, right: 24, bottom: 0, left: 0 };
  const map = facade(size, pads);
  const random = seededRandom(6);
  const { known, pixels, width } = map.level;
  for (let y = 0; y < known.height; y += 1) {
    let light = 128;
    for (let x = 0; x < known.width; x += 1) {
      if (random() < 0.2) light = 255 * random();
      pixels[y * width + x] = packPixel(light, light, light, 60);
    }
  }
  expect(started(map)).toBe(false);
  expect(map.targets.every((target) => map.shifts[target] === NO_SHIFT)).toBe(true);
});

it.each<[string, Pads]>([
  ['out of one side', { up: 0, right: 24, bottom: 0, left: 0 }],
  ['farther than the source is wide', { up: 0, right: 0, bottom: 0, left: 100 }],
  ['out of all sides and in the corners', { up: 16, right: 16, bottom: 16, left: 16 }],
])('a row of windows goes on at its own distance %s', (_, pads) => {
  const map = facade({ width: 75, height: 72 }, pads);
  expect(started(map)).toBe(true);
  const { hole, pixels, width } = map.level;
  const wrong = hole.filter((pixel) => {
    const x = pixel % width;
    const isDark = ((pixels[pixel] ?? 0) & 255) < 100;
    return isDark !== isWindow(x - pads.left, (pixel - x) / width - pads.up);
  });
  expect(wrong.length / hole.length).toBeLessThan(0.05);
});

it('a source too small for strips is left to be filled otherwise', () => {
  const map = facade({ width: 15, height: 40 }, { up: 0, right: 9, bottom: 0, left: 0 });
  expect(started(map)).toBe(false);
  expect(map.shifts.every((shift) => shift === NO_SHIFT)).toBe(true);
});
