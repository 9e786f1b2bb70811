import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from '../domain/side.ts';
import { contentFill } from './contentFill.ts';
import { FillError } from './fillError.ts';
import type { FillPreview, FillRequest, Quality } from './fillRequest.ts';
import { firstDifference } from './testing/firstDifference.ts';
import { frameSize, paintPebbles, paintPicture, paintTexture, requestFor } from './testing/paintPicture.ts';

const SQUARE = { width: 128, height: 128 };

/** The part of a filled frame where the source lies. */
function sourcePart(filled: Uint8ClampedArray, request: FillRequest): Uint8ClampedArray {
  const { width } = frameSize(request);
  const { size, pads } = request;
  return paintPicture(size, (x, y) => {
    const at = ((pads.up + y) * width + pads.left + x) * 4;
    return [filled[at] ?? 0, filled[at + 1] ?? 0, filled[at + 2] ?? 0, filled[at + 3] ?? 0];
  });
}

/** How many different colours the new area shows: a black or a single-coloured one has one. */
function coloursOutside(filled: Uint8ClampedArray, request: FillRequest): number {
  const { width } = frameSize(request);
  const { size, pads } = request;
  const colours = new Set<number>();
  for (let at = 0; at < filled.length; at += 4) {
    const x = ((at / 4) % width) - pads.left;
    const y = Math.floor(at / 4 / width) - pads.up;
    if (x >= 0 && x < size.width && y >= 0 && y < size.height) continue;
    colours.add(((filled[at] ?? 0) << 16) | ((filled[at + 1] ?? 0) << 8) | (filled[at + 2] ?? 0));
  }
  return colours.size;
}

describe('contentFill', () => {
  // At the quality that takes least: which of them it is plays a part where pictures are small and of every shape, below.
  it.each<[string, { width: number; height: number }, Partial<Record<Side, number>>]>([
    ['one side', SQUARE, { right: 40 }],
    ['another side', SQUARE, { up: 33 }],
    ['two sides that meet', SQUARE, { left: 30, bottom: 20 }],
    ['all sides', SQUARE, { up: 32, right: 32, bottom: 32, left: 32 }],
    ['three times the area', SQUARE, { up: 47, right: 47, bottom: 46, left: 46 }],
    ['twice its width on one side', { width: 150, height: 40 }, { right: 300 }],
    ['odd lengths', { width: 101, height: 177 }, { right: 39, bottom: 61 }],
    ['a single pixel', SQUARE, { left: 1 }],
    ['the smallest source', { width: 8, height: 8 }, { up: 8, right: 8, bottom: 8, left: 8 }],
    ['a narrow strip', { width: 9, height: 200 }, { left: 20, right: 3 }],
  ])('leaves every byte of the source in its place and fills the rest: %s', (_, size, pads) => {
    const rgba = paintTexture(size);
    const request = { ...requestFor(size, rgba, pads), quality: 'draft' as const };
    const filled = contentFill(request);
    const { width, height } = frameSize(request);
    expect(filled).toHaveLength(width * height * 4);
    expect(firstDifference(sourcePart(filled, request), rgba)).toBeNull();
    expect(coloursOutside(filled, request)).toBeGreaterThan(20);
  });

  it('fills frames of every shape, however odd: no pixel missing, none darker than all of the source', () => {
    const side = fc.integer({ min: 8, max: 45 });
    const pad = fc.integer({ min: 0, max: 35 });
    const pads = fc.record({ up: pad, right: pad, bottom: pad, left: pad });
    fc.assert(
      fc.property(
        side,
        side,
        pads,
        fc.constantFrom<Quality>('draft', 'normal'),
        (width, height, by, quality) => {
          fc.pre(by.up + by.right + by.bottom + by.left > 0);
          const size = { width, height };
          const rgba = paintTexture(size).map((value, at) => (at % 4 === 3 ? 255 : 100 + value / 3));
          const request = { ...requestFor(size, rgba, by), quality };
          const filled = contentFill(request);
          expect(firstDifference(sourcePart(filled, request), rgba)).toBeNull();
          expect(filled.every((value, at) => value >= (at % 4 === 3 ? 255 : 60))).toBe(true);
        },
      ),
      { numRuns: 15, seed: 1 },
    );
  });

  it('keeps the texture of 300 px up to the end of twice their width', () => {
    const size = { width: 300, height: 300 };
    const request = requestFor(size, paintTexture(size), { right: 600 });
    const filled = contentFill(request);
    const restlessness = (from: number) => {
      let sum = 0;
      for (let y = 0; y < 300; y += 1) {
        for (let x = from; x < from + 200; x += 1) {
          const at = (y * 900 + x) * 4;
          sum += Math.abs((filled[at] ?? 0) - (filled[at + 4] ?? 0));
        }
      }
      return sum;
    };
    expect(restlessness(699) / restlessness(50)).toBeGreaterThan(0.7);
    expect(restlessness(699) / restlessness(50)).toBeLessThan(1.3);
  });

  it.each<Quality>(['draft', 'normal', 'best'])('gives the same bytes for the same seed: %s', (quality) => {
    const size = { width: 60, height: 48 };
    const request = { ...requestFor(size, paintTexture(size), { right: 20, up: 10 }), quality };
    expect(firstDifference(contentFill(request), contentFill(request))).toBeNull();
  });

  it('does not write to what it is given', () => {
    const rgba = paintTexture(SQUARE);
    contentFill(requestFor(SQUARE, rgba, { left: 20 }));
    expect(firstDifference(rgba, paintTexture(SQUARE))).toBeNull();
  });

  it('gives a visibly different picture for another seed', () => {
    const request = requestFor(SQUARE, paintPebbles(SQUARE), { right: 64 });
    const one = contentFill({ ...request, seed: 1 });
    const two = contentFill({ ...request, seed: 2 });
    let sum = 0;
    one.forEach((value, index) => {
      sum += Math.abs(value - (two[index] ?? 0));
    });
    const meanDifference = sum / (64 * 128 * 3);
    expect(meanDifference).toBeGreaterThan(4);
  });

  it('gives variants of one seed that differ from each other, each the same on its own', () => {
    const request = requestFor(SQUARE, paintTexture(SQUARE), { right: 64 });
    const variant = (index: number) => contentFill({ ...request, variant: { index, of: 3 } });
    const three = [variant(0), variant(1), variant(2)];
    three.forEach((one, index) => {
      for (const other of three.slice(index + 1)) {
        const sum = one.reduce((total, value, at) => total + Math.abs(value - (other[at] ?? 0)), 0);
        expect(sum / (64 * 128 * 3)).toBeGreaterThan(4);
      }
    });
    expect(firstDifference(variant(1), three[1] ?? new Uint8ClampedArray())).toBeNull();
  });

  it('tells its progress, never falling, up to 1', () => {
    const shares: number[] = [];
    const request = requestFor(SQUARE, paintTexture(SQUARE), { right: 64 });
    contentFill({ ...request, onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(10);
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shares.at(-2)).toBeLessThan(1);
  });

  it('ends soon after it is cancelled', () => {
    let rounds = 0;
    const request = {
      ...requestFor(SQUARE, paintTexture(SQUARE), { right: 64 }),
      onProgress: () => {
        rounds += 1;
      },
      isCancelled: () => rounds >= 3,
    };
    expect(() => contentFill(request)).toThrowError(
      expect.objectContaining({ name: 'FillError', code: 'cancelled' }),
    );
    expect(rounds).toBe(3);
  });

  it('shows the whole frame, small, opaque and in its own colours, while it works', () => {
    const size = { width: 256, height: 256 };
    const previews: FillPreview[] = [];
    contentFill({
      ...requestFor(size, paintTexture(size), { right: 128 }),
      onPreview: (preview) => previews.push(preview),
    });
    expect(previews.length).toBeGreaterThan(1);
    for (const { width, height, rgba } of previews) {
      expect(rgba).toHaveLength(width * height * 4);
      expect(width / height).toBeCloseTo(1.5, 1);
      const values = [...rgba];
      expect(values.filter((value, index) => index % 4 === 3 && value !== 255)).toEqual([]);
      expect(values.filter((value, index) => index % 4 === 0 && value < 40)).toEqual([]);
    }
    expect(previews[0]?.width).toBeLessThan(previews.at(-1)?.width ?? 0);
  });

  it('refuses a bad request before any work', () => {
    const shares: number[] = [];
    const request = {
      ...requestFor(SQUARE, new Uint8ClampedArray(3), { right: 64 }),
      onProgress: (share: number) => shares.push(share),
    };
    expect(() => contentFill(request)).toThrow(FillError);
    expect(shares).toEqual([]);
  });
});
