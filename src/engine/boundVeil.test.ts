import { expect, it } from 'vitest';
import { boundVeil } from './boundVeil.ts';
import { buildPyramid } from './level.ts';
import { emptyShiftMap, packShift } from './shiftMap.ts';

const SIDE = 160;
const PAD = 80;
const PLAN = { free: 6, reach: 0.3 };

/** A grey and a red half, grown to the right by copies of themselves. */
function twoHalves() {
  const width = SIDE + PAD;
  const rgba = new Uint8ClampedArray(width * SIDE * 4);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      rgba.set(y < SIDE / 2 ? [120, 120, 120, 255] : [200, 40, 40, 255], (y * width + x) * 4);
    }
  }
  const frame = { width, height: SIDE, known: { x: 0, y: 0, width: SIDE, height: SIDE } };
  const [level] = buildPyramid(rgba, frame, { finestPixels: 1e6, coarsestSide: SIDE });
  if (level === undefined) throw new RangeError('A pyramid has at least one level.');
  const map = emptyShiftMap(level);
  for (const target of map.targets) map.shifts[target] = packShift(-PAD - 4, 0);
  return { map, colours: new Float32Array(level.pixels.length * 3) };
}

it('takes back what mixes two colours of the source to one that it does not have', () => {
  const { map, colours } = twoHalves();
  // A red veil that runs out over the upper half, which is grey.
  for (const pixel of map.level.hole) {
    const y = Math.floor(pixel / map.level.width);
    if (y < 48) colours.set([1.5 * y, -1.5 * y, -1.5 * y], pixel * 3);
  }
  const before = colours.slice();
  boundVeil(map, { colours, alpha: null }, PLAN);
  const at = (32 * map.level.width + SIDE + 60) * 3;
  expect(before[at]).toBe(48);
  expect(Math.abs(colours[at] ?? 0)).toBeLessThan(32);
});

it('leaves alone what is light and shade, and what leads to a colour of the source', () => {
  const { map, colours } = twoHalves();
  const { width, hole } = map.level;
  for (const pixel of hole) {
    const y = Math.floor(pixel / width);
    if (y < 20) colours.set([4, 4, 4], pixel * 3);
    else if (y >= 60 && y < SIDE / 2) colours.set([80, -80, -80], pixel * 3);
  }
  const before = colours.slice();
  boundVeil(map, { colours, alpha: null }, PLAN);
  const differing = hole
    .filter((pixel) => Math.floor(pixel / width) % 4 === 1)
    .filter((pixel) => colours[pixel * 3] !== before[pixel * 3]);
  expect([...differing]).toEqual([]);
});
