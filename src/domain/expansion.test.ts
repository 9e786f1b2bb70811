import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addsNothing,
  areaFactor,
  budgetOf,
  type Expansion,
  giverFor,
  NO_EXPANSION,
  upstreamRatios,
  withinArea,
  withinRatio,
  withSide,
} from './expansion.ts';
import { lengthAlong, SIDE_GEOMETRY, SIDES } from './side.ts';

const anySide = fc.constantFrom(...SIDES);
const anySize = fc.record({
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
});
/** What a person does: a few sides pulled in turn, each to anywhere, sensible or not. */
const anyPulls = fc.array(fc.record({ side: anySide, ratio: fc.double({ min: -1, max: 5, noNaN: true }) }), {
  maxLength: 12,
});

describe('areaFactor', () => {
  it.each([
    [{ up: 0, right: 0, bottom: 0, left: 0 }, 1],
    [{ up: 0, right: 2, bottom: 0, left: 0 }, 3],
    [{ up: 0.5, right: 0.5, bottom: 0.5, left: 0.5 }, 4],
    [{ up: 0.25, right: 0, bottom: 0.25, left: 1 }, 3],
    [{ up: 0.1, right: 0.1, bottom: 0.1, left: 0.1 }, 1.44],
  ])('of %o is %d', (expansion, factor) => {
    expect(areaFactor(expansion)).toBeCloseTo(factor, 12);
  });
});

describe('limits', () => {
  it.each([
    [2, true],
    [2.01, false],
    [0, true],
    [-0.0001, false],
    [Number.NaN, false],
    [Number.POSITIVE_INFINITY, false],
  ])('a ratio of %d is within its range: %s', (ratio, allowed) => {
    expect(withinRatio(ratio)).toBe(allowed);
  });

  it.each([
    [{ up: 0, right: 2, bottom: 0, left: 0 }, true],
    [{ up: 0, right: 1, bottom: 0, left: 1.0001 }, false],
    [{ up: 0.366, right: 0.366, bottom: 0.366, left: 0.366 }, true],
    [{ up: 0.3661, right: 0.3661, bottom: 0.3661, left: 0.3661 }, false],
    // 1.5 × 2 written in thirds: exactly 3 although binary says 3.0000000000000004
    [{ up: 1 / 6, right: 0.5, bottom: 1 / 3, left: 0.5 }, true],
  ])('the area of %o is within the limit: %s', (expansion, allowed) => {
    expect(withinArea(expansion)).toBe(allowed);
  });
});

describe('budgetOf', () => {
  it.each([
    ['right', NO_EXPANSION, 2],
    ['right', { up: 0.5, right: 0, bottom: 0.5, left: 0 }, 0.5],
    ['left', { up: 0, right: 1.5, bottom: 0, left: 0 }, 0.5],
    ['up', { up: 0.2, right: 1, bottom: 0.25, left: 0 }, 0.25],
    ['bottom', { up: 0, right: 2, bottom: 0, left: 0 }, 0],
  ] as const)('of %s in %o is %d', (side, expansion, budget) => {
    expect(budgetOf(side, expansion)).toBeCloseTo(budget, 12);
  });
});

describe('whatever a person drags', () => {
  const pulled = (
    size: { width: number; height: number },
    pulls: { side: (typeof SIDES)[number]; ratio: number }[],
  ) =>
    pulls.reduce<Expansion>(
      (expansion, { side, ratio }) => withSide(expansion, side, ratio, size),
      NO_EXPANSION,
    );

  it('stays within the limits', () => {
    fc.assert(
      fc.property(anySize, anyPulls, (size, pulls) => {
        const expansion = pulled(size, pulls);
        expect(withinArea(expansion)).toBe(true);
        for (const side of SIDES) expect(withinRatio(expansion[side])).toBe(true);
      }),
    );
  });

  it('moves one side only, in whole pixels', () => {
    fc.assert(
      fc.property(
        anySize,
        anyPulls,
        anySide,
        fc.double({ min: -1, max: 5, noNaN: true }),
        (size, pulls, side, ratio) => {
          const before = pulled(size, pulls);
          const after = withSide(before, side, ratio, size);
          for (const other of SIDES) if (other !== side) expect(after[other]).toBe(before[other]);
          const px = after[side] * lengthAlong(SIDE_GEOMETRY[side].axis, size);
          expect(Math.abs(px - Math.round(px))).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it('is sent within the documented limits, counted exactly in ten-thousandths', () => {
    fc.assert(
      fc.property(anySize, anyPulls, (size, pulls) => {
        const sent = upstreamRatios(pulled(size, pulls));
        const steps = (ratio: number) => Math.round(ratio * 10_000);
        for (const side of SIDES) {
          expect(Number(sent[side].toFixed(4))).toBe(sent[side]);
          expect(steps(sent[side])).toBeLessThanOrEqual(20_000);
          expect(steps(sent[side])).toBeGreaterThanOrEqual(0);
        }
        const wide = 10_000 + steps(sent.left) + steps(sent.right);
        const high = 10_000 + steps(sent.up) + steps(sent.bottom);
        expect(wide * high).toBeLessThanOrEqual(300_000_000);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('upstreamRatios', () => {
  it('rounds down where rounding to nearest would cross the limit', () => {
    // A square that becomes 3:2 at three times the area: 0.20710… on each side, 0.56066… above and below.
    const wide = Math.sqrt(3 * 1.5) - 1;
    const high = Math.sqrt(3 / 1.5) - 1;
    const sent = upstreamRatios({ left: wide / 2, right: wide / 2, up: high / 2, bottom: high / 2 });
    expect(sent).toEqual({ left: 0.5606, right: 0.5606, up: 0.2071, bottom: 0.2071 });
    expect(areaFactor(sent)).toBeLessThan(3);
  });

  it('keeps four decimals that binary cannot hold exactly', () => {
    for (let steps = 0; steps <= 20_000; steps += 1) {
      expect(upstreamRatios({ ...NO_EXPANSION, up: steps / 10_000 }).up).toBe(steps / 10_000);
    }
  });

  it('refuses what is not a number', () => {
    expect(() => upstreamRatios({ ...NO_EXPANSION, up: Number.NaN })).toThrow(RangeError);
  });
});

describe('addsNothing', () => {
  it('is judged by what the upstream would be told', () => {
    expect(addsNothing(NO_EXPANSION)).toBe(true);
    expect(addsNothing({ ...NO_EXPANSION, left: 0.00009 })).toBe(true);
    expect(addsNothing({ ...NO_EXPANSION, left: 0.0001 })).toBe(false);
  });
});

it.each([
  [['right'], { up: 0, right: 1, bottom: 0.5, left: 0 }, 'bottom'],
  [['right'], { up: 0.1, right: 1, bottom: 0.1, left: 0.3 }, 'left'],
  [['up', 'right'], { up: 0.5, right: 1, bottom: 0, left: 0 }, null],
] as const)('when %o want more than %o leaves, %s could give', (moved, expansion, giver) => {
  expect(giverFor(moved, expansion)).toBe(giver);
});
