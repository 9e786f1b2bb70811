import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '../../../domain/side.ts';
import type { Rect } from '../../../domain/viewport.ts';
import { besideFrame, outsideOf } from './cutAway.ts';

const stage = { width: 100, height: 80 };
const holds = ({ x, y, width, height }: Rect, at: Point) =>
  at.x > x && at.x < x + width && at.y > y && at.y < y + height;

test('a frame around its source has one strip for each side, and cuts nothing', () => {
  const { beside, cut } = outsideOf(
    { x: 20, y: 10, width: 60, height: 40 },
    { x: 30, y: 20, width: 20, height: 20 },
    stage,
  );
  expect(cut).toEqual([]);
  expect(beside).toHaveLength(4);
});

test('every point of the stage is in the frame, cut off once, or beside both', () => {
  const place = fc.record({
    x: fc.integer({ min: 5, max: 50 }),
    y: fc.integer({ min: 5, max: 40 }),
    width: fc.integer({ min: 5, max: 45 }),
    height: fc.integer({ min: 5, max: 35 }),
  });
  const at = fc.record({ x: fc.integer({ min: 0, max: 99 }), y: fc.integer({ min: 0, max: 79 }) });
  fc.assert(
    fc.property(place, place, at, (frame, source, corner) => {
      const isTogether =
        frame.x < source.x + source.width &&
        source.x < frame.x + frame.width &&
        frame.y < source.y + source.height &&
        source.y < frame.y + frame.height;
      fc.pre(isTogether);
      const point = { x: corner.x + 0.5, y: corner.y + 0.5 };
      const { beside, cut } = outsideOf(frame, source, stage);
      const isCut = holds(source, point) && !holds(frame, point);
      expect(cut.filter((rect) => holds(rect, point))).toHaveLength(isCut ? 1 : 0);
      const isBeside = !holds(source, point) && !holds(frame, point);
      expect(beside.some((rect) => holds(rect, point))).toBe(isBeside);
    }),
    { numRuns: 2000 },
  );
});

const axes = ['x', 'y'] as const;
/** Pixels of the screen to one of the page: zoomed out, as on most screens, and as Windows scales. */
const ratios = [0.5, 1, 1.25, 1.5, 1.75, 2];
const contains = (outer: Rect, inner: Rect) =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;
const meets = (one: Rect, other: Rect) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

test.each(axes.flatMap((axis) => ratios.map((ratio) => [axis, ratio] as const)))(
  'along %s, at %d to one: no strip lies over the frame, and one alone covers each pixel of the screen beside it',
  (axis, ratio) => {
    const place = fc.record({
      x: fc.integer({ min: -10, max: 90 }),
      y: fc.integer({ min: -10, max: 70 }),
      width: fc.integer({ min: 5, max: 60 }),
      height: fc.integer({ min: 5, max: 60 }),
    });
    const side = 1 / ratio;
    const at = fc.record({
      x: fc.integer({ min: 0, max: stage.width * ratio - 1 }),
      y: fc.integer({ min: 0, max: stage.height * ratio - 1 }),
    });
    fc.assert(
      fc.property(place, at, (frame, corner) => {
        const pixel = { x: corner.x * side, y: corner.y * side, width: side, height: side };
        const strips = besideFrame(frame, stage, axis);
        expect(strips.some((strip) => meets(strip, frame))).toBe(false);
        fc.pre(!meets(pixel, frame));
        expect(strips.some((strip) => contains(strip, pixel))).toBe(true);
      }),
      { numRuns: 500 },
    );
  },
);

test('a frame that grows along an axis changes no strip but those beside it there', () => {
  const frame = { x: 20, y: 10, width: 40, height: 30 };
  const [left, right, ...others] = besideFrame(frame, stage, 'x');
  expect(besideFrame({ ...frame, width: 50 }, stage, 'x')).toEqual([
    left,
    { ...right, x: 70, width: 30 },
    ...others,
  ]);
});
