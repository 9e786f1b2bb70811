import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { CENTRED } from './anchor.ts';
import { cropOf, cropProblem, placedExpansion, requestOf } from './crop.ts';
import { isReachable } from './croppingMove.ts';
import {
  addsNothing,
  type Expansion,
  leastPx,
  NO_EXPANSION,
  sameExpansion,
  withinArea,
  withSide,
} from './expansion.ts';
import { solveFormat } from './formatSolver.ts';
import { FORMATS } from './formats.ts';
import { frameOf, hasAspect, padsOf } from './frame.ts';
import { withBothSides, withFrameLength } from './frameLength.ts';
import { moveTo } from './gesture.ts';
import { CORNERS } from './handle.ts';
import { withLengthHeld, withSideHeld } from './heldFormat.ts';
import { MAX_SOURCE_ASPECT, MIN_SOURCE_SIDE, sizeProblem } from './limits.ts';
import { planFor } from './plan/plan.ts';
import type { Reach } from './reach.ts';
import { SIDES } from './side.ts';
import { snappingAt } from './snapping.ts';

const photo = { width: 1600, height: 1000 };
const cropping: Reach = { ...photo, allowsCropping: true };
const px = (side: number, length: number) => side / length;

const sizes = fc
  .record({
    short: fc.integer({ min: MIN_SOURCE_SIDE, max: 2000 }),
    by: fc.double({ min: 1, max: 2.5, noNaN: true }),
  })
  .chain(({ short, by }) => {
    const long = Math.min(Math.floor(short * MAX_SOURCE_ASPECT), Math.round(short * by));
    return fc.constantFrom({ width: short, height: long }, { width: long, height: short });
  });

describe('a frame that cuts into its source', () => {
  const cut: Expansion = { up: 0.1, right: px(-400, 1600), bottom: 0, left: px(200, 1600) };

  it('keeps a rectangle of it, and asks for that with ratios of its own', () => {
    expect(cropOf(photo, cut)).toEqual({ left: 0, top: 0, width: 1200, height: 1000 });
    expect(requestOf(photo, cut).expansion).toEqual({ up: 0.1, right: 0, bottom: 0, left: px(200, 1200) });
    expect(frameOf(photo, cut)).toEqual({ width: 1400, height: 1100, placement: { x: 200, y: 100 } });
    expect(requestOf(photo, NO_EXPANSION).crop).toBeNull();
  });

  it('adds nothing where it only cuts', () => {
    expect(addsNothing({ ...NO_EXPANSION, left: -0.2 })).toBe(true);
    expect(addsNothing(cut)).toBe(false);
  });

  it('may be far larger than its source with more steps, which begin from what is kept', () => {
    const wide = { ...NO_EXPANSION, right: 4, left: px(-600, 1600) };
    const { steps } = planFor(photo, wide);
    expect(steps?.length).toBe(2);
    expect(steps?.at(-1)?.frame).toMatchObject({ width: 7400, height: 1000, placement: { x: 0, y: 0 } });
  });
});

test.each([
  [{ left: 0, top: 0, width: 1600, height: 1000 }, null],
  [{ left: 1, top: 0, width: 1600, height: 1000 }, 'crop-outside'],
  [{ left: 0, top: 0, width: 299, height: 600 }, 'crop-unusable'],
  [{ left: 0, top: 0, width: 1600, height: 600 }, 'crop-unusable'],
])('of %o the problem is %s', (crop, problem) => {
  expect(cropProblem(photo, crop)).toBe(problem);
});

describe('a side', () => {
  it('goes inwards as far as what is left is an image to send, and not at all with cropping off', () => {
    const inwards = (size: Reach) => padsOf(size, withSide(NO_EXPANSION, 'left', -9, size)).left;
    expect(inwards(cropping)).toBe(400 - 1600);
    expect(inwards(photo)).toBe(0);
  });

  it('cuts only so much that the frame stays within three times what is left', () => {
    const wide = { ...NO_EXPANSION, right: 1 };
    // (kept + 1600) ≤ 3 × kept
    expect(leastPx('left', wide, cropping)).toBe(800 - 1600);
    expect(isReachable(cropping, withSide(wide, 'left', -9, cropping))).toBe(true);
  });

  it('has less room where the other ones cut', () => {
    const cut = { ...NO_EXPANSION, left: px(-600, 1600) };
    const most = withSide(cut, 'right', 9, cropping);
    expect(padsOf(photo, most).right).toBe(2000);
  });

  it('that is cut is dragged back out past the edge of the image, and stops there when it comes near', () => {
    const start = { ...NO_EXPANSION, right: px(-300, 1600) };
    const gesture = { handle: ['right'] as const, size: cropping, start, grabbedAt: { x: 1300, y: 500 } };
    const manner = { mirrors: { x: false, y: false }, keepsAspect: false, softReach: 0 };
    const to = (x: number) => moveTo(gesture, { x, y: 500 }, { ...manner, snapping: snappingAt(1) });
    expect(padsOf(photo, to(1100).expansion).right).toBe(-500);
    expect(to(1595)).toMatchObject({ expansion: NO_EXPANSION, guide: { kind: 'edge' } });
    expect(padsOf(photo, to(1743).expansion).right).toBe(143);
  });
});

test('a format beyond three times the area is reached by cutting, and by no more than it takes', () => {
  const story = solveFormat({ ...cropping, width: 1600, height: 900 }, { aspect: [9, 21] }, CENTRED);
  const kept = cropOf({ width: 1600, height: 900 }, story.expansion);
  expect(story.isReached).toBe(true);
  expect(kept).toEqual({ left: 221, top: 0, width: 1157, height: 900 });
  expect(frameOf({ width: 1600, height: 900 }, story.expansion)).toMatchObject({ width: 1157, height: 2700 });
});

test('every format is reached within one request from any image, whole where that is enough', () => {
  fc.assert(
    fc.property(sizes, fc.constantFrom(...FORMATS), (size, format) => {
      const whole = solveFormat(size, format, CENTRED);
      const solved = solveFormat({ ...size, allowsCropping: true }, format, CENTRED);
      if (whole.isReached) expect(solved).toEqual(whole);
      else if (Math.min(size.width, size.height) > 2 * MIN_SOURCE_SIDE) {
        expect(hasAspect(frameOf(size, solved.expansion), format.aspect)).toBe(true);
      }
      expect(withinArea(solved.expansion)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a limit that is less than a pixel short of a format cuts nothing', () => {
  const story = { aspect: [9, 16] } as const;
  const solved = solveFormat({ width: 512, height: 303, allowsCropping: true }, story, CENTRED);
  expect(frameOf({ width: 512, height: 303 }, solved.expansion)).toMatchObject({ width: 512, height: 909 });
  expect(solved).toEqual(solveFormat({ width: 512, height: 303 }, story, CENTRED));
});

test('whatever is dragged and typed, what is asked for is within the limits and comes to the frame that is seen', () => {
  const point = fc.record({
    x: fc.integer({ min: -4000, max: 6000 }),
    y: fc.integer({ min: -4000, max: 6000 }),
  });
  const handles = [[], ...SIDES.map((side) => [side]), ...CORNERS];
  const drag = fc.record({
    ...{
      handle: fc.constantFrom(...handles),
      to: point,
      from: point,
      alt: fc.boolean(),
      shift: fc.boolean(),
    },
    zoom: fc.constantFrom(0.1, 1),
  });
  const figure = fc.record({
    side: fc.constantFrom(...SIDES),
    ratio: fc.double({ min: -2, max: 3, noNaN: true }),
  });
  const step = fc.oneof(drag, figure);
  fc.assert(
    fc.property(sizes, fc.boolean(), fc.array(step, { maxLength: 8 }), (source, goesBeyond, steps) => {
      const size: Reach = { ...source, goesBeyond, allowsCropping: true };
      let expansion = NO_EXPANSION;
      for (const [index, each] of steps.entries()) {
        expansion = after(expansion, each, { size, index });
        const { crop, expansion: asked } = requestOf(source, expansion);
        if (crop !== null) expect(cropProblem(source, crop)).toBeNull();
        for (const side of SIDES) expect(asked[side]).toBeGreaterThanOrEqual(0);
        if (!goesBeyond) expect(withinArea(asked)).toBe(true);
        expect(sameExpansion(placedExpansion(source, { crop, expansion: asked }), expansion)).toBe(true);
        expect(frameOf(crop ?? source, asked)).toMatchObject(sizeOf(frameOf(source, expansion)));
        expect(sizeProblem(crop ?? source)).toBeNull();
      }
    }),
    { numRuns: 400 },
  );
});

const sizeOf = ({ width, height }: { width: number; height: number }) => ({ width, height });

type Step =
  | {
      handle: readonly (typeof SIDES)[number][];
      to: { x: number; y: number };
      from: { x: number; y: number };
      alt: boolean;
      shift: boolean;
      zoom: number;
    }
  | { side: (typeof SIDES)[number]; ratio: number };

function after(start: Expansion, step: Step, { size, index }: { size: Reach; index: number }): Expansion {
  if ('handle' in step) {
    const { handle, to, from, alt, shift, zoom } = step;
    return moveTo({ handle, size, start, grabbedAt: from }, to, {
      mirrors: { x: alt, y: alt },
      keepsAspect: shift,
      snapping: snappingAt(zoom),
      softReach: 10,
    }).expansion;
  }
  const { side, ratio } = step;
  const length = Math.round((1 + ratio) * size.width);
  const shape = { aspect: 16 / 9, anchor: CENTRED };
  const figures = [
    () => withSide(start, side, ratio, size),
    () => withBothSides(start, side, ratio, size),
    () => withFrameLength(start, { axis: 'x', px: length }, { size, anchor: CENTRED }),
    () => withSideHeld(start, { side, px: length - size.width, mirrors: false }, size, shape),
    () => withLengthHeld({ axis: 'y', px: length }, size, shape),
  ];
  return figures[index % figures.length]?.() ?? start;
}
