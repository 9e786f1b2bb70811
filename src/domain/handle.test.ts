import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_EXPANSION, sameExpansion, withinArea } from './expansion.ts';
import { dragTo, sideAt, startDrag } from './handle.ts';
import { type Point, SIDES } from './side.ts';

const rect = { x: 100, y: 50, width: 400, height: 200 };
const size = { width: 1000, height: 500 };
const anyPoint = fc.record({
  x: fc.integer({ min: -6000, max: 6000 }),
  y: fc.integer({ min: -6000, max: 6000 }),
});

describe('sideAt', () => {
  it.each<[Point, string | null]>([
    [{ x: 300, y: 50 }, 'up'],
    [{ x: 300, y: 39 }, 'up'],
    [{ x: 300, y: 37 }, null],
    [{ x: 120, y: 245 }, 'bottom'],
    [{ x: 500, y: 70 }, 'right'],
    [{ x: 95, y: 240 }, 'left'],
    [{ x: 300, y: 150 }, null],
  ])('at %o grabs %s', (point, side) => {
    expect(sideAt(point, rect, 12)).toBe(side);
  });

  it('leaves the middle of a narrow rectangle free', () => {
    expect(sideAt({ x: 15, y: 200 }, { x: 0, y: 0, width: 30, height: 400 }, 24)).toBe(null);
    expect(sideAt({ x: 8, y: 200 }, { x: 0, y: 0, width: 30, height: 400 }, 24)).toBe('left');
  });
});

describe('a drag', () => {
  it.each([
    ['right', { x: 1000, y: 200 }, { x: 1312, y: 999 }, 0.312],
    ['left', { x: 0, y: 200 }, { x: -500, y: 0 }, 0.5],
    ['up', { x: 500, y: 0 }, { x: 0, y: -250 }, 0.5],
    ['bottom', { x: 500, y: 500 }, { x: 0, y: 626 }, 0.252],
    ['bottom', { x: 500, y: 500 }, { x: 0, y: 100 }, 0],
    ['right', { x: 1000, y: 0 }, { x: 9000, y: 0 }, 2],
    // Grabbed 8 px outside the edge: the edge follows without a jump.
    ['right', { x: 1008, y: 0 }, { x: 1108, y: 0 }, 0.1],
  ] as const)('of %s from %o to %o gives %d', (side, from, to, ratio) => {
    const { expansion } = dragTo(startDrag(side, NO_EXPANSION, size, from), to);
    expect(expansion).toEqual({ ...NO_EXPANSION, [side]: ratio });
  });

  it('says when a limit holds it', () => {
    const drag = startDrag('right', { ...NO_EXPANSION, up: 0.5 }, size, { x: 1000, y: 0 });
    expect(dragTo(drag, { x: 1999, y: 0 })).toEqual({
      expansion: { ...NO_EXPANSION, up: 0.5, right: 0.999 },
      atLimit: false,
    });
    expect(dragTo(drag, { x: 2400, y: 0 })).toEqual({
      expansion: { ...NO_EXPANSION, up: 0.5, right: 1 },
      atLimit: true,
    });
  });

  it('depends on where it started and where the pointer is, not on the way between', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SIDES),
        anyPoint,
        fc.array(anyPoint, { minLength: 1 }),
        (side, from, path) => {
          const drag = startDrag(side, { up: 0.1, right: 0.2, bottom: 0.1, left: 0.05 }, size, from);
          const last = path[path.length - 1] ?? from;
          const along = path.map((point) => dragTo(drag, point).expansion).at(-1);
          expect(along && sameExpansion(along, dragTo(drag, last).expansion)).toBe(true);
          for (const point of path) expect(withinArea(dragTo(drag, point).expansion)).toBe(true);
          expect(sameExpansion(dragTo(drag, from).expansion, drag.start)).toBe(true);
        },
      ),
    );
  });
});
