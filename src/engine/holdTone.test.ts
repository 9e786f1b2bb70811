import { expect, it } from 'vitest';
import { borderGuess } from './borderGuess.ts';
import { holdTone } from './holdTone.ts';
import { buildPyramid } from './level.ts';
import { emptyShiftMap, packShift } from './shiftMap.ts';

const SIDE = 160;
const PAD = 80;
const PLAN = { share: 0.7, levels: 25, reach: 0.5 };

/** A source that grows brighter from its left to its right, grown to the right by a copy from so far left. */
function slope(across: number, shift: number) {
  const width = SIDE + PAD;
  const rgba = new Uint8ClampedArray(width * SIDE * 4);
  for (let pixel = 0; pixel < width * SIDE; pixel += 1) {
    const light = 80 + Math.round((across * (pixel % width)) / SIDE);
    rgba.set([light, light, light, 255], pixel * 4);
  }
  const frame = { width, height: SIDE, known: { x: 0, y: 0, width: SIDE, height: SIDE } };
  const [level] = buildPyramid(rgba, frame, { finestPixels: 1e6, coarsestSide: SIDE });
  if (level === undefined) throw new RangeError('A pyramid has at least one level.');
  const map = emptyShiftMap(level);
  for (const target of map.targets) map.shifts[target] = packShift(-shift, 0);
  const colours = new Float32Array(level.pixels.length * 3);
  const added = (way: number) => colours[((SIDE / 2) * width + SIDE + way) * 3] ?? 0;
  return { map, colours, added, guess: borderGuess(level, null) };
}

it('brings another light nearer to that of the border, less the farther out', () => {
  const { map, colours, added, guess } = slope(40, 120);
  holdTone(map, { colours, alpha: null }, guess, PLAN);
  // The copy is 30 levels darker than the border at first.
  expect(added(12)).toBeGreaterThan(4);
  expect(added(12)).toBeLessThan(15);
  expect(added(40)).toBeGreaterThan(0);
  expect(added(40)).toBeLessThan(added(12));
  expect(Math.abs(added(79))).toBeLessThan(1);
});

it('leaves another thing nearly as it is: half of it would be a veil', () => {
  const { map, colours, added, guess } = slope(170, 120);
  holdTone(map, { colours, alpha: null }, guess, PLAN);
  expect(Math.abs(added(12))).toBeLessThan(5);
});

it('meets the source at the border', () => {
  const { map, colours, added, guess } = slope(40, 120);
  holdTone(map, { colours, alpha: null }, guess, PLAN);
  expect(Math.abs(added(0))).toBeLessThan(2);
});

it('leaves colours alone where the source is see-through', () => {
  const { map, colours, guess } = slope(40, 120);
  holdTone(map, { colours, alpha: new Float32Array(map.level.pixels.length) }, guess, PLAN);
  expect(colours.every((value) => value === 0)).toBe(true);
});
