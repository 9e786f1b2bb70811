import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comesInPieces, PIECE_SIDE, pieceArea, pieceQuerySchema, piecesSeen } from './piece.ts';

const image = { width: 9490, height: 6320 };

describe('pieces of an image', () => {
  test('of what is small enough for a browser there are none', () => {
    expect(comesInPieces({ width: 4000, height: 4000 })).toBe(false);
    expect(comesInPieces({ width: 4001, height: 4000 })).toBe(true);
  });

  test('one pixel to one pixel, those under the window are asked for, over the half as fine ones', () => {
    const pieces = piecesSeen(image, { x: 1000, y: 1100, width: 1400, height: 900 }, 1);
    const names = pieces.map(({ reduction, column, row }) => `${reduction}:${column},${row}`);
    expect(names).toEqual(['2:0,0', '2:1,0', '1:0,1', '1:1,1', '1:2,1']);
  });

  test.each([
    [1 / 16, 8],
    [0.2, 4],
    [0.25, 4],
    [0.3, 2],
    [0.51, 1],
    [4, 1],
  ])('at %d screen pixels for each of the image, the finest is every %dth', (density, finest) => {
    const pieces = piecesSeen(image, { x: 0, y: 0, ...image }, density);
    expect(Math.min(...pieces.map(({ reduction }) => reduction))).toBe(finest);
  });

  test('the last ones have what is left, and beyond them there is none', () => {
    expect(pieceArea(image, { reduction: 1, column: 9, row: 6 })).toEqual({
      ...{ x: 9216, y: 6144 },
      ...{ width: 274, height: 176 },
    });
    expect(pieceArea(image, { reduction: 1, column: 10, row: 0 })).toBeNull();
    expect(pieceArea(image, { reduction: 8, column: 1, row: 0 })).toMatchObject({ width: 1186 - PIECE_SIDE });
  });

  test('whatever is seen is covered, by few', () => {
    const part = fc.record({
      x: fc.integer({ min: 0, max: 9000 }),
      y: fc.integer({ min: 0, max: 6000 }),
      density: fc.double({ min: 0.11, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(part, ({ x, y, density }) => {
        const width = Math.min(image.width - x, 2880 / density);
        const height = Math.min(image.height - y, 1800 / density);
        const pieces = piecesSeen(image, { x, y, width, height }, density);
        const finest = Math.min(...pieces.map(({ reduction }) => reduction));
        const seen = pieces.filter(({ reduction }) => reduction === finest);
        for (const point of [
          { x: x + 1, y: y + 1 },
          { x: x + width - 9, y: y + height - 9 },
        ]) {
          const isInside = point.x > x && point.y > y;
          const covers = seen.some(
            ({ rect }) =>
              point.x >= rect.x &&
              point.x <= rect.x + rect.width &&
              point.y >= rect.y &&
              point.y <= rect.y + rect.height,
          );
          expect(covers || !isInside).toBe(true);
        }
        // At most every pixel of the screen four times over, and what hangs over its edges.
        expect(pieces.length).toBeLessThanOrEqual(7 * 5 + 4 * 3);
      }),
    );
  });

  test('an address with anything else is refused', () => {
    expect(pieceQuerySchema.safeParse({ reduction: '2', column: '0', row: '3' }).success).toBe(true);
    expect(pieceQuerySchema.safeParse({ reduction: '3', column: '0', row: '0' }).success).toBe(false);
    expect(pieceQuerySchema.safeParse({ reduction: '1', column: '-1', row: '0' }).success).toBe(false);
  });
});
