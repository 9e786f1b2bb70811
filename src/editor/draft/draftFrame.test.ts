import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { frameRect } from '../../domain/frame.ts';
import {
  draftCutsOf,
  draftPadsAhead,
  draftPadsOf,
  draftRect,
  draftSourceSize,
  sharedArea,
} from './draftFrame.ts';

const size = { width: 1600, height: 1066 };

describe('draftSourceSize', () => {
  it.each([
    [size, { width: 256, height: 171 }],
    [
      { width: 3000, height: 6000 },
      { width: 128, height: 256 },
    ],
    [
      { width: 200, height: 90 },
      { width: 200, height: 90 },
    ],
  ])('of %o is %o', (whole, small) => {
    expect(draftSourceSize(whole)).toEqual(small);
  });
});

describe('draftPadsOf', () => {
  it('goes up in steps, so that the moves of a slow drag share a draft', () => {
    const pads = (right: number) => draftPadsOf(size, { ...NO_EXPANSION, right }).right;
    expect([0, 0.001, 0.062, 0.063, 2].map(pads)).toEqual([0, 16, 16, 32, 512]);
  });
});

describe('draftPadsAhead', () => {
  const at = (right: number, left = 0) => ({ ...NO_EXPANSION, right, left });

  it('goes on past the sides that grew, and past no other', () => {
    expect(draftPadsAhead(size, at(0.01, 0.1), at(0.02, 0.1))).toEqual({
      ...draftPadsOf(size, at(0.02, 0.1)),
      right: 48,
    });
    expect(draftPadsAhead(size, at(0.5), at(0.4))).toEqual(draftPadsOf(size, at(0.4)));
  });

  it('ends at the cut of a side that cuts less', () => {
    expect(draftPadsAhead(size, at(-0.5), at(-0.25))).toEqual(draftPadsOf(size, at(-0.25)));
  });
});

describe('draftRect', () => {
  it('covers the frame of its expansion whole, and adds nothing on a side that the frame leaves alone', () => {
    const ratio = fc.double({ min: 0, max: 2, noNaN: true });
    const side = fc.integer({ min: 300, max: 8000 });
    fc.assert(
      fc.property(side, side, ratio, ratio, (width, height, up, right) => {
        const source = { width, height };
        const expansion = { ...NO_EXPANSION, up, right };
        const draft = draftRect(source, draftPadsOf(source, expansion));
        const frame = frameRect(source, expansion);
        // Pads of the frame are rounded to whole pixels, so up to half of one may stand out.
        expect(draft.x).toBeCloseTo(0);
        expect(draft.y).toBeLessThanOrEqual(frame.y + 0.5);
        expect(draft.x + draft.width).toBeGreaterThanOrEqual(frame.x + frame.width - 0.501);
        expect(draft.y + draft.height).toBeCloseTo(height);
      }),
    );
  });
});

describe('sharedArea', () => {
  it.each([
    ['overlapping', { x: 5, y: 5, width: 10, height: 10 }, 25],
    ['inside', { x: 2, y: 2, width: 3, height: 4 }, 12],
    ['apart', { x: 20, y: 20, width: 3, height: 4 }, 0],
  ])('of rectangles %s', (_, other, area) => {
    expect(sharedArea({ x: 0, y: 0, width: 10, height: 10 }, other)).toBe(area);
  });
});

describe('a side that cuts', () => {
  const half = { ...NO_EXPANSION, left: -0.5, up: 0.25 };

  it('ends the draft at the cut, and keeps it from looking beyond', () => {
    expect(draftPadsOf(size, half)).toMatchObject({ left: -128, right: 0, bottom: 0 });
    expect(draftCutsOf(size, half)).toEqual({ up: 0, right: 0, bottom: 0, left: 128 });
    expect(draftRect(size, draftPadsOf(size, half))).toMatchObject({ x: 800, width: 800 });
  });

  it('of part of a pixel keeps none of it, and covers it all the same', () => {
    const cut = { ...NO_EXPANSION, left: -7 / size.width, right: 0.5 };
    expect(draftPadsOf(size, cut).left).toBe(-1);
    expect(draftCutsOf(size, cut).left).toBe(2);
    const draft = draftRect(size, draftPadsOf(size, cut));
    expect(draft.x).toBeLessThanOrEqual(frameRect(size, cut).x);
  });
});
