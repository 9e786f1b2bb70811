import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CENTRED } from './anchor.ts';
import type { Aspect } from './aspect.ts';
import { areaFactor, NO_EXPANSION, withinArea, withinRatio } from './expansion.ts';
import { formatState, solveFormat } from './formatSolver.ts';
import { FORMATS } from './formats.ts';
import { aspectOf, frameOf, hasAspect, padsOf } from './frame.ts';
import { MAX_SOURCE_ASPECT, MIN_SOURCE_SIDE } from './limits.ts';
import { MAX_AREA_FACTOR } from './reach.ts';
import { SIDES, type Size } from './side.ts';

function solve(size: Size, aspect: Aspect, anchor = CENTRED) {
  const { expansion, ...rest } = solveFormat(size, { aspect }, anchor);
  return { pads: padsOf(size, expansion), frame: frameOf(size, expansion), expansion, ...rest };
}

describe('with fixed numbers', () => {
  const wide = { width: 1920, height: 1080 };

  test('16:9 to 4:5 grows upwards and downwards, half each', () => {
    expect(solve(wide, [4, 5])).toMatchObject({
      pads: { up: 660, right: 0, bottom: 660, left: 0 },
      frame: { width: 1920, height: 2400 },
      isReached: true,
    });
  });

  test('9:16 to 4:5 grows sideways, all of it after a source that lies at the start', () => {
    expect(solve({ width: 1080, height: 1920 }, [4, 5], { x: 0, y: 1 }).pads).toEqual({
      up: 0,
      right: 456,
      bottom: 0,
      left: 0,
    });
  });

  test('16:9 to 9:16 needs 3.16×; the nearest is 3× upright', () => {
    const { neededFactor, ...solution } = solve(wide, [9, 16]);
    expect(neededFactor).toBeCloseTo(3.1605, 4);
    expect(solution).toMatchObject({
      pads: { up: 1080, right: 0, bottom: 1080, left: 0 },
      frame: { width: 1920, height: 3240 },
      isReached: false,
    });
  });

  test('3:2 to 1:2 takes exactly the limit', () => {
    const { neededFactor, isReached, frame } = solve({ width: 900, height: 600 }, [1, 2]);
    expect({ neededFactor, isReached, frame }).toMatchObject({
      neededFactor: 3,
      isReached: true,
      frame: { width: 900, height: 1800 },
    });
  });

  test('a photograph that is 3:2 but for a fraction of a pixel needs nothing to be 3:2', () => {
    expect(solve({ width: 1600, height: 1066 }, [3, 2]).expansion).toEqual(NO_EXPANSION);
    expect(solve({ width: 1600, height: 1060 }, [3, 2]).pads).toEqual({
      up: 4,
      right: 0,
      bottom: 3,
      left: 0,
    });
  });
});

describe('formatState', () => {
  const size = { width: 1600, height: 900 };
  test.each([
    ['met', [1, 1], { up: 0.5, right: 0, bottom: 25 / 90, left: 0 }],
    ['met', [1, 1], { up: 0.5, right: 0.0625, bottom: 352 / 900, left: 2 / 1600 }],
    ['left', [1, 1], { up: 0.5, right: 0, bottom: 24 / 90, left: 0 }],
    ['nearest', [9, 16], { up: 2, right: 0, bottom: 0, left: 0 }],
    ['left', [9, 16], { up: 1.9, right: 0, bottom: 0, left: 0 }],
    ['left', [1, 1], NO_EXPANSION],
  ] as const)('is %s for %o with %o', (state, aspect, expansion) => {
    expect(formatState(size, { aspect }, expansion)).toBe(state);
  });
});

const side = fc.integer({ min: MIN_SOURCE_SIDE, max: 8000 });
const source = fc
  .record({ width: side, height: side })
  .filter((size) => Math.max(aspectOf(size), 1 / aspectOf(size)) <= MAX_SOURCE_ASPECT);
const aspects: fc.Arbitrary<Aspect> = fc.oneof(
  fc.constantFrom(...FORMATS.map((format) => format.aspect)),
  fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 })),
);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anchors = fc.oneof(
  fc.record({ x: share, y: share }),
  fc.record({ x: fc.constantFrom(0, 0.5, 1), y: fc.constantFrom(0, 0.5, 1) }),
);

test('any source, format and anchor: within the limits, and the format or the nearest there is', () => {
  fc.assert(
    fc.property(source, aspects, anchors, (size, aspect, anchor) => {
      const { pads, frame, expansion, isReached, neededFactor } = solve(size, aspect, anchor);
      for (const side of SIDES) {
        expect(Number.isInteger(pads[side]) && pads[side] >= 0).toBe(true);
        expect(withinRatio(expansion[side])).toBe(true);
      }
      expect(withinArea(expansion)).toBe(true);
      expect(frame.width * frame.height).toBeLessThanOrEqual(MAX_AREA_FACTOR * size.width * size.height);
      // At least one axis stays as it is.
      expect(frame.width === size.width || frame.height === size.height).toBe(true);
      expect(formatState(size, { aspect }, expansion)).toBe(isReached ? 'met' : 'nearest');

      const [w, h] = aspect;
      const off = (length: Size) =>
        frame.height === size.height && frame.width > size.width
          ? Math.abs(length.width - (length.height * w) / h)
          : Math.abs(length.height - (length.width * h) / w);
      if (!isReached) {
        expect(neededFactor).toBeGreaterThan(MAX_AREA_FACTOR);
        expect(areaFactor(expansion)).toBeCloseTo(MAX_AREA_FACTOR, 9);
        return;
      }
      if (areaFactor(expansion) === 1) {
        expect(hasAspect(size, aspect)).toBe(true);
        return;
      }
      if (neededFactor > MAX_AREA_FACTOR) return; // less than a pixel past the limit
      expect(off(frame)).toBeLessThanOrEqual(0.5 + 1e-6);
      // One pixel less along the axis that grew is not as near.
      const less =
        frame.width > size.width
          ? { width: frame.width - 1, height: frame.height }
          : { width: frame.width, height: frame.height - 1 };
      expect(off(less)).toBeGreaterThanOrEqual(0.5 - 1e-6);
    }),
    { numRuns: 2000 },
  );
});

test('no other frame within the limit has an aspect nearer to a format that is out of reach', () => {
  fc.assert(
    fc.property(
      source,
      aspects,
      fc.double({ min: 1, max: 3, noNaN: true }),
      share,
      (size, aspect, factor, split) => {
        const { frame, isReached } = solve(size, aspect);
        fc.pre(!isReached);
        const growthX = factor ** split;
        const other = { width: size.width * growthX, height: size.height * (factor / growthX) };
        const wanted = aspect[0] / aspect[1];
        const distance = (length: Size) => Math.abs(Math.log(aspectOf(length) / wanted));
        expect(distance(frame)).toBeLessThanOrEqual(distance(other) + 1e-9);
      },
    ),
    { numRuns: 500 },
  );
});
