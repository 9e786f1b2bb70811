import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { CENTRED } from './anchor.ts';
import { NO_EXPANSION, withinArea, withSide } from './expansion.ts';
import { frameOf, padsOf } from './frame.ts';
import { withBothSides, withFrameLength } from './frameLength.ts';
import { SIDE_GEOMETRY, SIDES } from './side.ts';

const size = { width: 1600, height: 1000 };

describe('withFrameLength', () => {
  const start = { ...NO_EXPANSION, up: 0.1, right: 0.25 };

  it.each([
    ['x', 2000, CENTRED, { up: 100, right: 200, bottom: 0, left: 200 }],
    ['x', 2000, { x: 0, y: 1 }, { up: 100, right: 400, bottom: 0, left: 0 }],
    ['y', 1400, { x: 0, y: 1 }, { up: 400, right: 400, bottom: 0, left: 0 }],
    // 3 × 1000 ÷ 1100 × 1600 = 4363.6…
    ['x', 99_999, { x: 0, y: 0 }, { up: 100, right: 2763, bottom: 0, left: 0 }],
    ['x', 5, CENTRED, { up: 100, right: 0, bottom: 0, left: 0 }],
  ] as const)('along %s to %d px at %o', (axis, px, anchor, pads) => {
    expect(padsOf(size, withFrameLength(start, { axis, px }, { size, anchor }))).toEqual(pads);
  });
});

describe('withBothSides', () => {
  it.each([
    // from left 100 and right 300
    ['left', 150, { left: 150, right: 350 }],
    ['left', 0, { left: 0, right: 200 }],
    ['right', 150, { left: 0, right: 150 }],
    // 3200 px for both, 400 of them taken
    ['left', 5000, { left: 1500, right: 1700 }],
  ] as const)('%s to %d px', (side, px, pads) => {
    const start = { ...NO_EXPANSION, left: 100 / 1600, right: 300 / 1600 };
    expect(padsOf(size, withBothSides(start, side, px / 1600, size))).toMatchObject(pads);
  });
});

test('from any start both sides change alike, or one is at nothing, and the limits hold', () => {
  const px = fc.integer({ min: 0, max: 6000 });
  fc.assert(
    fc.property(fc.constantFrom(...SIDES), px, px, px, px, px, (side, a, b, c, d, wanted) => {
      const typed = { up: a, right: b, bottom: c, left: d };
      const start = SIDES.reduce((sum, each) => withSide(sum, each, typed[each] / 3000, size), NO_EXPANSION);
      const before = padsOf(size, start);
      const changed = withBothSides(start, side, wanted / 1600, size);
      const after = padsOf(size, changed);
      const { opposite, axis } = SIDE_GEOMETRY[side];
      expect(withinArea(changed)).toBe(true);
      const alike = after[side] - before[side] === after[opposite] - before[opposite];
      expect(alike || after[opposite] === 0).toBe(true);
      const across = axis === 'x' ? 'height' : 'width';
      expect(frameOf(size, changed)[across]).toBe(frameOf(size, start)[across]);
    }),
  );
});
