import { describe, expect, it } from 'vitest';
import { assemble, beginnings, type Candidate, choose } from './candidates.ts';
import type { FillFaults } from './fillScore.ts';
import type { Level } from './level.ts';
import { packPixel } from './patchPixel.ts';
import { FILL_SETTINGS } from './settings.ts';
import { emptyShiftMap, packShift } from './shiftMap.ts';

const SIZE = { width: 30, height: 20 };
const KNOWN = { x: 10, y: 0, width: 10, height: 20 };

/** Grows to the left and to the right. */
function emptyLevel(): Level {
  const { width, height } = SIZE;
  const hole = Int32Array.from({ length: width * height }, (_, pixel) => pixel).filter(
    (pixel) => pixel % width < KNOWN.x || pixel % width >= KNOWN.x + KNOWN.width,
  );
  return { ...SIZE, known: KNOWN, scale: 1, pixels: new Int32Array(width * height), hole, cover: null };
}

function faultsWith(severed: number): FillFaults {
  return { drift: 0, misfit: 0, severed, veil: 0, repetition: 0, texture: 0 };
}

/** A fill of one grey, copied from one shift. */
function candidate(grey: number, left: number, right: number): Candidate {
  const map = emptyShiftMap(emptyLevel());
  map.level.pixels.fill(packPixel(grey, grey, grey, 0));
  for (const target of map.targets) map.shifts[target] = packShift(grey, 0);
  return { map, faults: { left: faultsWith(left), right: faultsWith(right) } };
}

const GREY = (choice: { map: { level: Level } } | undefined) => (choice?.map.level.pixels[0] ?? 0) & 255;

describe('choose', () => {
  const candidates = [candidate(10, 0.9, 0.1), candidate(20, 0.1, 0.9), candidate(200, 0.5, 0.5)];

  it('takes the best of each side, whatever it is like out of the other', () => {
    const choices = choose(candidates, 0);
    expect(choices.map((choice) => [choice.side, GREY(choice)])).toEqual([
      ['right', 10],
      ['left', 20],
    ]);
  });

  it('takes next what looks different, not what is next best', () => {
    expect(choose(candidates, 1).map(GREY)).toEqual([200, 200]);
  });

  it('has every candidate at one place of each side', () => {
    const places = [0, 1, 2].map((place) => choose(candidates, place).map(GREY));
    expect(places.map(([right]) => right).sort()).toEqual([10, 20, 200]);
    expect(() => choose(candidates, 3)).toThrow(RangeError);
  });
});

it('puts the chosen sides together', () => {
  const choices = choose([candidate(10, 0.9, 0.1), candidate(20, 0.1, 0.9)], 0);
  const level = emptyLevel();
  const whole = assemble(choices, level);
  const row = 10 * SIZE.width;
  expect((level.pixels[row + 1] ?? 0) & 255).toBe(20);
  expect((level.pixels[row + 28] ?? 0) & 255).toBe(10);
  expect(whole.shifts[row + 5]).toBe(packShift(20, 0));
  expect(whole.shifts[row + 24]).toBe(packShift(10, 0));
});

it('begins as many as variants need, the same ones for each of them, and others for another seed', () => {
  const first = (seed: number, variants: number) =>
    beginnings(FILL_SETTINGS.normal, seed, variants).map(({ random }) => random());
  expect(first(1, 9).length).toBeGreaterThan(9);
  expect(first(1, 9)).toEqual(first(1, 9));
  expect(first(1, 9).filter((value) => first(2, 9).includes(value))).toEqual([]);
  expect(first(1, 1)).toHaveLength(FILL_SETTINGS.normal.pool?.size ?? 0);
});
