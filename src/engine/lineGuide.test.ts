import { describe, expect, it } from 'vitest';
import { buildPyramid } from './level.ts';
import { guideAlong, lineCost, shiftAlongLine } from './lineGuide.ts';
import { seededRandom } from './seededRandom.ts';
import { NO_SHIFT, shiftX, shiftY } from './shiftMap.ts';
import { paintTexture } from './testing/paintPicture.ts';

const frame = { width: 60, height: 40, known: { x: 0, y: 0, width: 40, height: 40 } };
const [level] = buildPyramid(paintTexture(frame), frame, { finestPixels: 1e9, coarsestSide: 40 });
/** Leaves the source half way down its right border, one pixel down for every two outwards. */
const slope = Math.hypot(2, 1);
const line = { x: 39, y: 20, alongX: 2 / slope, alongY: 1 / slope, length: 20 };

function drawn(plan = { price: 10, reach: 3, below: 1e9 }) {
  if (level === undefined) throw new Error('A pyramid has at least one level.');
  const found = guideAlong(level, [line], 1, plan, 1);
  if (found === null) throw new Error('The line is long enough.');
  return found;
}

function guide(plan?: Parameters<typeof drawn>[0]) {
  const found = drawn(plan);
  return (x: number, y: number, dx: number, dy: number) => lineCost(found, y * frame.width + x, dx, dy);
}

describe('what a shift costs on a line that goes on', () => {
  it('is nothing along it, and the more the farther beside it', () => {
    const cost = guide();
    expect(cost(47, 24, -12, -6)).toBeCloseTo(0, 6);
    expect(cost(47, 24, -12, -5)).toBeGreaterThan(1);
    expect(cost(47, 24, -12, -4)).toBeGreaterThan(cost(47, 24, -12, -5));
  });

  it('is high for places that the line does not reach inside the source', () => {
    const cost = guide();
    expect(cost(47, 24, -36, -18)).toBeGreaterThan(cost(47, 24, -12, -4));
  });

  it('falls with the distance from the border, and is nothing beside the band', () => {
    const cost = guide();
    expect(cost(57, 29, -30, -13)).toBeLessThan(cost(43, 22, -12, -4));
    expect(cost(57, 29, -30, -13)).toBeGreaterThan(0);
    expect(cost(47, 36, -12, -4)).toBe(0);
  });

  it('ends where so little is seen of the line that it may end too', () => {
    expect(guide({ price: 10, reach: 0.5, below: 1e9 })(57, 29, -12, -4)).toBe(0);
  });
});

describe('a shift along a line', () => {
  it('leads to the part of it that the source shows, and no farther beside it than a pixel', () => {
    const found = drawn();
    const random = seededRandom(1);
    const target = 24 * frame.width + 47;
    const ways = new Set<number>();
    for (let draw = 0; draw < 50; draw += 1) {
      const shift = shiftAlongLine(found, target, random);
      const [x, y] = [47 + shiftX(shift) - line.x, 24 + shiftY(shift) - line.y];
      const way = x * line.alongX + y * line.alongY;
      expect(way).toBeGreaterThan(-line.length - 1);
      expect(way).toBeLessThan(1);
      expect(Math.abs(y * line.alongX - x * line.alongY)).toBeLessThan(1);
      ways.add(Math.round(way));
    }
    expect(ways.size).toBeGreaterThan(10);
  });

  it('is none beside the band', () => {
    expect(shiftAlongLine(drawn(), 36 * frame.width + 47, seededRandom(1))).toBe(NO_SHIFT);
  });
});
