import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Aspect } from './aspect.ts';
import { withinArea } from './expansion.ts';
import { solveFormat } from './formatSolver.ts';
import { frameOf, hasAspect, padsOf } from './frame.ts';
import { withLengthHeld, withSideHeld } from './heldFormat.ts';
import { SIDES } from './side.ts';

const size = { width: 1600, height: 1000 };
const centred = { x: 0.5, y: 0.5 };
const wide = { aspect: 16 / 9, anchor: centred };

describe('a side of a frame that holds its shape', () => {
  it('takes the other axis along, shared out as the anchor says', () => {
    const start = solveFormat(size, { aspect: [16, 9] }, centred).expansion;
    const low = { ...wide, anchor: { x: 0.5, y: 1 } };
    const expansion = withSideHeld(start, { side: 'right', px: 289, mirrors: false }, size, low);
    expect(padsOf(size, expansion)).toEqual({ up: 113, right: 289, bottom: 0, left: 89 });
    expect(frameOf(size, expansion)).toMatchObject({ width: 1978, height: 1113 });
  });

  it('stops where the shape leaves the source no room, and at the limit', () => {
    const start = solveFormat(size, { aspect: [16, 9] }, centred).expansion;
    expect(withSideHeld(start, { side: 'right', px: 0, mirrors: false }, size, wide)).toEqual(start);
    const most = withSideHeld(start, { side: 'right', px: 9000, mirrors: false }, size, wide);
    expect(withinArea(most)).toBe(true);
    expect(frameOf(size, most)).toMatchObject({ width: 2921, height: 1643 });
  });
});

describe('a typed length', () => {
  it('solves the other one', () => {
    const expansion = withLengthHeld({ axis: 'y', px: 1440 }, size, wide);
    expect(frameOf(size, expansion)).toMatchObject({ width: 2560, height: 1440 });
    expect(padsOf(size, expansion)).toEqual({ up: 220, right: 480, bottom: 220, left: 480 });
  });

  it('is never less than the smallest frame of the shape', () => {
    const expansion = withLengthHeld({ axis: 'x', px: 10 }, size, wide);
    expect(frameOf(size, expansion)).toMatchObject({ width: 1778, height: 1000 });
  });
});

test('whatever is set, the shape holds, within the limits', () => {
  const aspects: Aspect[] = [
    [16, 9],
    [4, 5],
    [1, 1],
    [3, 1],
    [2, 3],
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...aspects),
      fc.constantFrom(...SIDES),
      fc.integer({ min: -200, max: 6000 }),
      fc.record({ x: fc.constantFrom(0, 0.3, 0.5, 1), y: fc.constantFrom(0, 0.5, 0.8, 1) }),
      fc.boolean(),
      (aspect, side, px, anchor, mirrors) => {
        const shape = { aspect: aspect[0] / aspect[1], anchor };
        const { expansion: start, isReached } = solveFormat(size, { aspect }, anchor);
        fc.pre(isReached);
        for (const expansion of [
          withSideHeld(start, { side, px, mirrors }, size, shape),
          withLengthHeld({ axis: 'x', px }, size, shape),
          withLengthHeld({ axis: 'y', px }, size, shape),
        ]) {
          expect(withinArea(expansion)).toBe(true);
          expect(hasAspect(frameOf(size, expansion), aspect)).toBe(true);
          expect(Math.min(...Object.values(padsOf(size, expansion)))).toBeGreaterThanOrEqual(0);
        }
      },
    ),
  );
});
