import { describe, expect, it } from 'vitest';
import { cornerOf, handleAt } from './handle.ts';
import type { Point } from './side.ts';

const rect = { x: 100, y: 50, width: 400, height: 200 };

describe('handleAt', () => {
  it.each<[Point, readonly string[] | null]>([
    [{ x: 300, y: 50 }, ['up']],
    [{ x: 300, y: 39 }, ['up']],
    [{ x: 300, y: 37 }, null],
    [{ x: 300, y: 63 }, []],
    [{ x: 140, y: 245 }, ['bottom']],
    [{ x: 500, y: 90 }, ['right']],
    [{ x: 95, y: 230 }, ['left']],
    [{ x: 300, y: 150 }, []],
    [{ x: 100, y: 50 }, ['up', 'left']],
    [{ x: 489, y: 60 }, ['up', 'right']],
    [{ x: 511, y: 261 }, ['bottom', 'right']],
    [{ x: 89, y: 262 }, ['bottom', 'left']],
    [{ x: 87, y: 262 }, null],
    [{ x: 600, y: 150 }, null],
  ])('at %o grabs %o', (point, sides) => {
    expect(handleAt(point, rect, 12)).toEqual(sides);
  });

  it('leaves the middle of a narrow rectangle free', () => {
    expect(handleAt({ x: 15, y: 200 }, { x: 0, y: 0, width: 30, height: 400 }, 24)).toEqual([]);
    expect(handleAt({ x: 8, y: 200 }, { x: 0, y: 0, width: 30, height: 400 }, 24)).toEqual(['left']);
  });
});

it('a corner is where its sides meet', () => {
  expect(cornerOf(rect, ['up', 'right'])).toEqual({ x: 500, y: 50 });
  expect(cornerOf(rect, ['bottom', 'left'])).toEqual({ x: 100, y: 250 });
});
