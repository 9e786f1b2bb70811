import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expansion, NO_EXPANSION, withinArea, withSide } from './expansion.ts';
import { frameOf, padsOf } from './frame.ts';
import { type DragOptions, limitsOf, movedSides, moveTo } from './gesture.ts';
import type { Gesture } from './gestureMove.ts';
import type { Handle } from './handle.ts';
import { MAX_AREA_FACTOR } from './reach.ts';
import { type Point, SIDES, type Side, type Size } from './side.ts';
import { snappingAt } from './snapping.ts';
import { softStop } from './stretch.ts';

const size = { width: 1000, height: 500 };
const PLAIN: DragOptions = {
  mirrors: { x: false, y: false },
  keepsAspect: false,
  snapping: null,
  softReach: 0,
};
const ALT: DragOptions = { ...PLAIN, mirrors: { x: true, y: true } };
const LINKED_X: DragOptions = { ...PLAIN, mirrors: { x: true, y: false } };
const SHIFT: DragOptions = { ...PLAIN, keepsAspect: true };
const ALT_SHIFT: DragOptions = { ...ALT, keepsAspect: true };

/** Moves a handle by so many pixels from a start that is given in pixels, and tells what each side adds then. */
function moved(handle: Handle, by: Point, start: Partial<Record<Side, number>>, manner = PLAIN) {
  const pads = { up: 0, right: 0, bottom: 0, left: 0, ...start };
  const expansion: Expansion = {
    up: pads.up / 500,
    right: pads.right / 1000,
    bottom: pads.bottom / 500,
    left: pads.left / 1000,
  };
  const gesture = { handle, size, start: expansion, grabbedAt: { x: 7, y: -3 } };
  const move = moveTo(gesture, { x: 7 + by.x, y: by.y - 3 }, manner);
  const { up, right, bottom, left } = padsOf(size, move.expansion);
  return { pads: [up, right, bottom, left], atLimit: move.atLimit, guide: move.guide };
}

describe('a move, in fixed figures', () => {
  it.each<[string, Handle, Point, Partial<Record<Side, number>>, DragOptions, number[]]>([
    ['a side follows the pointer', ['right'], { x: 312, y: 99 }, {}, PLAIN, [0, 312, 0, 0]],
    ['outwards is left for the left side', ['left'], { x: -500, y: 40 }, {}, PLAIN, [0, 0, 0, 500]],
    ['up is up', ['up'], { x: 0, y: -250 }, { up: 10 }, PLAIN, [260, 0, 0, 0]],
    ['a side stops at the source', ['bottom'], { x: 0, y: -400 }, { bottom: 100 }, PLAIN, [0, 0, 0, 0]],
    ['a side stops at the limit', ['right'], { x: 9000, y: 0 }, {}, PLAIN, [0, 2000, 0, 0]],
    // 1,500,000 px ÷ 750 = 2000 wide
    [
      'the limit is what the others leave',
      ['right'],
      { x: 9000, y: 0 },
      { up: 250 },
      PLAIN,
      [250, 1000, 0, 0],
    ],
    ['Alt moves the side across alike', ['right'], { x: 120, y: 0 }, { left: 30 }, ALT, [0, 120, 0, 150]],
    [
      'Alt stops each side at the source',
      ['right'],
      { x: -50, y: 0 },
      { left: 30, right: 80 },
      ALT,
      [0, 30, 0, 0],
    ],
    ['Alt shares what is left', ['up'], { x: 0, y: -2000 }, {}, ALT, [500, 0, 500, 0]],
    ['a corner moves two sides', ['up', 'left'], { x: -100, y: -70 }, { right: 5 }, PLAIN, [70, 5, 0, 100]],
    ['a linked axis mirrors alone', ['bottom', 'right'], { x: 60, y: 40 }, {}, LINKED_X, [0, 60, 40, 60]],
    ['Alt on a corner moves all four', ['bottom', 'right'], { x: 60, y: 40 }, {}, ALT, [40, 60, 40, 60]],
    // 1000:500 = 1400:700, the new height shared out above and below
    ['Shift keeps the shape', ['right'], { x: 400, y: 0 }, {}, SHIFT, [100, 400, 100, 0]],
    [
      'Shift on a corner keeps the corner across',
      ['bottom', 'right'],
      { x: 400, y: 200 },
      {},
      SHIFT,
      [0, 400, 200, 0],
    ],
    [
      'Shift with Alt keeps the middle',
      ['bottom', 'right'],
      { x: 100, y: 50 },
      {},
      ALT_SHIFT,
      [50, 100, 50, 100],
    ],
    // √3 times both: 1732.05 × 866.03
    ['Shift stops at the limit in its shape', ['right'], { x: 5000, y: 0 }, {}, SHIFT, [183, 732, 183, 0]],
    ['Shift stops at the source', ['right'], { x: -900, y: 0 }, { right: 200, up: 100 }, SHIFT, [0, 0, 0, 0]],
    [
      'Shift stops when either length is the source’s',
      ['up'],
      { x: 0, y: 900 },
      { up: 250 },
      SHIFT,
      [250, 0, 0, 0],
    ],
    [
      'a corner past the limit goes on towards the pointer',
      ['bottom', 'right'],
      { x: 2000, y: 1000 },
      {},
      PLAIN,
      [0, 732, 366, 0],
    ],
    [
      'inside, the frame moves over the source',
      [],
      { x: 30, y: -9 },
      { up: 50, right: 100, bottom: 20, left: 60 },
      PLAIN,
      [59, 130, 11, 30],
    ],
    [
      'the frame stops where the source ends',
      [],
      { x: 900, y: 900 },
      { up: 50, right: 100, bottom: 20, left: 60 },
      PLAIN,
      [0, 160, 70, 0],
    ],
  ])('%s', (_, handle, by, start, manner, pads) => {
    expect(moved(handle, by, start, manner).pads).toEqual(pads);
  });

  it('tells when a limit holds it', () => {
    expect(moved(['right'], { x: 1999, y: 0 }, {}).atLimit).toBe(false);
    expect(moved(['right'], { x: 2000, y: 0 }, {}).atLimit).toBe(true);
    expect(moved(['right'], { x: -5, y: 0 }, { right: 2000 }).atLimit).toBe(false);
  });

  it('grows heavy before the limit, without a jump where that begins or where it began', () => {
    const soft = { ...PLAIN, softReach: 100 };
    expect(moved(['right'], { x: 1900, y: 0 }, {}, soft).pads[1]).toBe(1900);
    expect(moved(['right'], { x: 2000, y: 0 }, {}, soft).pads[1]).toBe(1975);
    expect(moved(['right'], { x: 2100, y: 0 }, {}, soft).pads[1]).toBe(2000);
    expect(moved(['right'], { x: 0, y: 0 }, { right: 1960 }, soft).pads[1]).toBe(1960);
    expect(softStop(1900, 2000, 100)).toBe(1900);
  });
});

describe('snapping, in fixed figures', () => {
  const snapping = { reach: 20, roundStep: Number.POSITIVE_INFINITY };
  const snap = { ...PLAIN, snapping };
  it.each<[string, Handle, Point, Partial<Record<Side, number>>, DragOptions, number[], string | null]>([
    ['to the edge of the source', ['left'], { x: 90, y: 0 }, { left: 100 }, snap, [0, 0, 0, 0], 'edge '],
    ['to the side across', ['right'], { x: 335, y: 0 }, { left: 350 }, snap, [0, 350, 0, 350], 'equal '],
    ['to a common aspect', ['bottom'], { x: 0, y: 240 }, {}, snap, [0, 0, 250, 0], 'aspect 4:3'],
    ['to the limit', ['right'], { x: 1985, y: 0 }, { up: 1 }, snap, [1, 1994, 0, 0], 'limit '],
    ['to nothing', ['right'], { x: 430, y: 0 }, {}, snap, [0, 430, 0, 0], null],
    [
      'to round lengths, half as far',
      ['right'],
      { x: 433, y: 0 },
      {},
      { ...PLAIN, snapping: { reach: 20, roundStep: 110 } },
      [0, 430, 0, 0],
      'round 1430',
    ],
    [
      'to no round length from further',
      ['right'],
      { x: 443, y: 0 },
      {},
      { ...PLAIN, snapping: { reach: 20, roundStep: 110 } },
      [0, 443, 0, 0],
      null,
    ],
    [
      'to an aspect with Alt',
      ['right'],
      { x: 52, y: 0 },
      { up: 40 },
      { ...ALT, snapping },
      [40, 40, 0, 40],
      'aspect 2:1',
    ],
    [
      'of one length of a corner to the edge',
      ['bottom', 'right'],
      { x: 12, y: 137 },
      {},
      snap,
      [0, 0, 125, 0],
      'edge ',
    ],
    [
      'of the frame to the middle',
      [],
      { x: -14, y: 0 },
      { left: 10, right: 50 },
      snap,
      [0, 30, 0, 30],
      'centre ',
    ],
    ['of the frame to the end', [], { x: -45, y: 0 }, { left: 10, right: 50 }, snap, [0, 0, 0, 60], 'edge '],
  ])('%s', (_, handle, by, start, manner, pads, guide) => {
    const move = moved(handle, by, start, manner);
    expect(move.pads).toEqual(pads);
    expect(move.guide && `${move.guide.kind} ${move.guide.figure}`).toBe(guide);
  });

  it('draws over 8 screen pixels, and only to round lengths that lie apart on the screen', () => {
    expect(snappingAt(0.5)).toEqual({ reach: 16, roundStep: 500 });
    expect(snappingAt(2)).toEqual({ reach: 4, roundStep: 50 });
    expect(snappingAt(0.01).roundStep).toBe(Number.POSITIVE_INFINITY);
  });
});

it.each<[Handle, DragOptions, Handle]>([
  [['right'], PLAIN, ['right']],
  [['right'], ALT, ['right', 'left']],
  [['right'], SHIFT, ['up', 'right', 'bottom']],
  [['up', 'left'], LINKED_X, ['up', 'right', 'left']],
  [[], ALT, []],
])('%o with %o moves %o', (handle, manner, sides) => {
  const gesture = { handle, size, start: NO_EXPANSION, grabbedAt: { x: 0, y: 0 } };
  expect(movedSides(gesture, manner)).toEqual(sides);
});

it('Shift keeps the aspect of the chosen format, where there is one', () => {
  expect(moved(['right'], { x: 200, y: 0 }, {}, { ...SHIFT, formatAspect: 2.4 }).pads).toEqual([
    0, 200, 0, 0,
  ]);
  expect(moved(['right'], { x: 200, y: 0 }, {}, { ...SHIFT, formatAspect: 1 }).pads).toEqual([
    350, 200, 350, 0,
  ]);
});

describe('the limits of a gesture', () => {
  const gesture = (handle: Handle): Gesture => ({
    handle,
    size,
    start: NO_EXPANSION,
    grabbedAt: { x: 0, y: 0 },
  });
  const framesOf = (handle: Handle, manner: DragOptions) =>
    limitsOf(gesture(handle), manner).map((expansion) => frameOf(size, expansion));

  it('is one frame for a side, with the keys that are held', () => {
    expect(framesOf(['right'], PLAIN)).toMatchObject([
      { width: 3000, height: 500, placement: { x: 0, y: 0 } },
    ]);
    expect(framesOf(['left'], ALT)).toMatchObject([
      { width: 3000, height: 500, placement: { x: 1000, y: 0 } },
    ]);
    expect(framesOf(['up', 'left'], SHIFT)).toMatchObject([{ width: 1732, height: 866 }]);
  });
  it('is the hyperbola of greatest area for a corner, from end to end', () => {
    const frames = framesOf(['bottom', 'right'], PLAIN);
    expect(frames.at(0)).toMatchObject({ width: 3000, height: 500 });
    expect(frames.at(-1)).toMatchObject({ width: 1000, height: 1500 });
    for (const { width, height } of frames) {
      expect(width * height).toBeLessThanOrEqual(1_500_000);
      expect((width + 1) * (height + 1)).toBeGreaterThan(1_500_000);
    }
  });
  it('does not hold the frame', () => {
    expect(framesOf([], PLAIN)).toEqual([]);
  });
});

const anyHandle = fc.constantFrom<Handle>(
  ...SIDES.map((side) => [side]),
  ['up', 'left'],
  ['up', 'right'],
  ['bottom', 'left'],
  ['bottom', 'right'],
  [],
);
const anySize = fc
  .record({
    short: fc.integer({ min: 300, max: 6000 }),
    aspect: fc.double({ min: 1, max: 2.5, noNaN: true }),
    tall: fc.boolean(),
  })
  .map(({ short, aspect, tall }): Size => {
    const long = Math.floor(short * aspect);
    return tall ? { width: short, height: long } : { width: long, height: short };
  });
const wishes = fc.array(fc.tuple(fc.constantFrom(...SIDES), fc.double({ min: 0, max: 2, noNaN: true })), {
  maxLength: 6,
});
const coordinate = fc.double({ min: -20_000, max: 20_000, noNaN: true });
const anyPoint = fc.record({ x: coordinate, y: coordinate });
const anyManner = fc.record({
  mirrors: fc.record({ x: fc.boolean(), y: fc.boolean() }),
  keepsAspect: fc.boolean(),
  snapping: fc.option(fc.double({ min: 0.02, max: 16, noNaN: true }).map(snappingAt)),
  softReach: fc.double({ min: 0, max: 500, noNaN: true }),
});
/** Any handle of any source, from any expansion that the limits allow. */
const anyGesture = fc.record({ handle: anyHandle, size: anySize, wishes, grabbedAt: anyPoint }).map(
  ({ handle, size, wishes, grabbedAt }): Gesture => ({
    handle,
    size,
    grabbedAt,
    start: wishes.reduce((expansion, [side, ratio]) => withSide(expansion, side, ratio, size), NO_EXPANSION),
  }),
);

describe('any move', () => {
  it('stays within the limits, in whole pixels', () => {
    fc.assert(
      fc.property(anyGesture, anyPoint, anyManner, (gesture, pointer, manner) => {
        const { expansion } = moveTo(gesture, pointer, manner);
        expect(withinArea(expansion)).toBe(true);
        const frame = frameOf(gesture.size, expansion);
        expect(frame.width * frame.height).toBeLessThanOrEqual(
          MAX_AREA_FACTOR * gesture.size.width * gesture.size.height,
        );
        for (const side of SIDES) {
          expect(expansion[side]).toBeGreaterThanOrEqual(0);
          expect(expansion[side]).toBeLessThanOrEqual(2);
        }
        const pads = padsOf(gesture.size, expansion);
        for (const side of SIDES) {
          const length = side === 'left' || side === 'right' ? gesture.size.width : gesture.size.height;
          expect(expansion[side] * length).toBeCloseTo(pads[side], 6);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('that goes nowhere changes nothing', () => {
    fc.assert(
      fc.property(anyGesture, anyManner, (gesture, manner) => {
        const { expansion } = moveTo(gesture, gesture.grabbedAt, manner);
        expect(padsOf(gesture.size, expansion)).toEqual(padsOf(gesture.size, gesture.start));
      }),
      { numRuns: 1000 },
    );
  });

  it('moves the sides of its handle alone, unless a key says otherwise', () => {
    fc.assert(
      fc.property(anyGesture, anyPoint, anyManner, (gesture, pointer, manner) => {
        fc.pre(gesture.handle.length > 0);
        const { expansion } = moveTo(gesture, pointer, {
          ...manner,
          mirrors: PLAIN.mirrors,
          keepsAspect: false,
        });
        for (const side of SIDES) {
          if (!gesture.handle.includes(side)) expect(expansion[side]).toBe(gesture.start[side]);
        }
      }),
    );
  });

  it('is undone by the move back, as long as nothing held it', () => {
    const anyStep = fc.record({
      x: fc.integer({ min: -300, max: 300 }),
      y: fc.integer({ min: -300, max: 300 }),
    });
    fc.assert(
      fc.property(anyGesture, anyStep, fc.constantFrom(PLAIN, ALT, LINKED_X), (gesture, by, manner) => {
        const there = { x: gesture.grabbedAt.x + by.x, y: gesture.grabbedAt.y + by.y };
        const out = moveTo(gesture, there, manner);
        const stopped = out.atLimit || SIDES.some((side) => out.expansion[side] === 0);
        fc.pre(!stopped);
        const back = moveTo(
          { ...gesture, start: out.expansion, grabbedAt: there },
          gesture.grabbedAt,
          manner,
        );
        fc.pre(!back.atLimit);
        expect(padsOf(gesture.size, back.expansion)).toEqual(padsOf(gesture.size, gesture.start));
      }),
    );
  });

  it('keeps the sums of opposite sides when the frame is moved', () => {
    fc.assert(
      fc.property(anyGesture, anyPoint, anyManner, (gesture, pointer, manner) => {
        const { expansion } = moveTo({ ...gesture, handle: [] }, pointer, manner);
        const { width, height } = frameOf(gesture.size, expansion);
        expect(frameOf(gesture.size, gesture.start)).toMatchObject({ width, height });
      }),
    );
  });

  it('with Shift keeps the aspect as nearly as whole pixels allow', () => {
    fc.assert(
      fc.property(anyGesture, anyPoint, anyManner, (gesture, pointer, manner) => {
        fc.pre(gesture.handle.length > 0);
        const before = frameOf(gesture.size, gesture.start);
        const { expansion } = moveTo(gesture, pointer, { ...manner, keepsAspect: true });
        const after = frameOf(gesture.size, expansion);
        expect(Math.abs(after.height - (after.width * before.height) / before.width)).toBeLessThanOrEqual(
          0.5 + 1e-6,
        );
      }),
    );
  });

  it('never snaps further than it says', () => {
    fc.assert(
      fc.property(anyGesture, anyPoint, anyManner, (gesture, pointer, manner) => {
        fc.pre(gesture.handle.length === 1 && manner.snapping !== null && !manner.keepsAspect);
        const free = padsOf(gesture.size, moveTo(gesture, pointer, { ...manner, snapping: null }).expansion);
        const snapped = padsOf(gesture.size, moveTo(gesture, pointer, manner).expansion);
        for (const side of SIDES) {
          expect(Math.abs(snapped[side] - free[side])).toBeLessThanOrEqual(
            (manner.snapping?.reach ?? 0) * 2 + 1,
          );
        }
      }),
    );
  });
});
