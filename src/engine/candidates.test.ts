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
  return { drift: 0, misfit: 0, strain: 0, severed, veil: 0, repetition: 0, dullness: 0 };
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

describe('beginnings', () => {
  const { normal } = FILL_SETTINGS;
  const size = normal.pool?.size ?? 0;
  const begun = (pixels: number, seed = 1, variant = { index: 0, of: 1 }) => {
    const { begun: all, place } = beginnings(normal, { seed, variant }, pixels);
    return { place, numbers: all.map(({ random }) => random()), settings: all.map((one) => one.settings) };
  };

  it('are as many as variants need, the same ones for each of them, and others for another seed', () => {
    const nine = begun(1000, 1, { index: 0, of: 9 });
    const last = begun(1000, 1, { index: 8, of: 9 });
    expect(nine.numbers.length).toBeGreaterThan(9);
    expect(last.numbers).toEqual(nine.numbers);
    expect([nine.place, last.place]).toEqual([0, 8]);
    const other = begun(1000, 2, { index: 0, of: 9 });
    expect(nine.numbers.filter((value) => other.numbers.includes(value))).toEqual([]);
    expect(begun(1000).numbers).toHaveLength(size);
  });

  it('take no longer than all of them at the level that the plan is for, however wide the frame', () => {
    const below = normal.pool?.below ?? 0;
    for (const of of [1, 4, 9]) {
      const most = below * begun(1000, 1, { index: 0, of }).numbers.length;
      for (const pixels of [25_000, 40_000, 60_000, 202_000, 560_000]) {
        const { numbers } = begun(pixels, 1, { index: of - 1, of });
        expect(numbers.length === 1 || numbers.length * pixels <= most, `${pixels} px, 1 of ${of}`).toBe(
          true,
        );
      }
    }
    expect(begun(25_000).numbers).toHaveLength(4);
    expect(begun(25_000, 1, { index: 3, of: 4 })).toMatchObject({ place: 3, numbers: { length: 4 } });
  });

  it('are each variant’s own where there cannot be one for each', () => {
    const variants = [0, 1, 2, 3].map((index) => begun(202_000, 1, { index, of: 4 }));
    expect(variants.map(({ place, numbers }) => [place, numbers.length])).toEqual(Array(4).fill([0, 1]));
    expect(new Set(variants.flatMap(({ numbers }) => numbers)).size).toBe(4);
    const own = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((index) => begun(30_000, 1, { index, of: 9 }));
    expect(own.map(({ place, numbers }) => [place, numbers.length])).toEqual(Array(9).fill([0, 3]));
    expect(new Set(own.flatMap(({ numbers }) => numbers)).size).toBe(27);
  });

  it('begin one alone with the care that there is time for', () => {
    expect(begun(202_000).settings).toMatchObject([normal.pool?.alone]);
    expect(begun(1000).settings[0]).toMatchObject({ coarsestRounds: normal.coarsestRounds });
  });
});
