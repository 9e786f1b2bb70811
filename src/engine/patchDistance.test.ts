import { describe, expect, it } from 'vitest';
import { patchDistance, weightedPatchDistance } from './patchDistance.ts';
import { packPixel, patchOffsets } from './patchPixel.ts';
import { seededRandom } from './seededRandom.ts';

const WIDTH = 24;
const RADIUS = 2;
const random = seededRandom(5);
const byte = () => Math.floor(256 * random());
/** Channels of each pixel, kept apart for the plain sum. Extremes come first: 0 beside 255 in every channel. */
const channels = Array.from({ length: WIDTH * WIDTH }, (_, index) =>
  index < 6 * WIDTH ? Array.from({ length: 4 }, () => 255 * (index % 2)) : [byte(), byte(), byte(), byte()],
);
const pixels = Int32Array.from(channels, ([red = 0, green = 0, blue = 0, texture = 0]) =>
  packPixel(red, green, blue, texture),
);
const weights = Uint8Array.from(channels, () => [0, 1, 10][Math.floor(3 * random())] ?? 0);
const pairs = Array.from({ length: 60 }, () => [middle(), middle()] as const).concat([
  [2 * WIDTH + 2, 2 * WIDTH + 3],
]);

function middle(): number {
  const place = () => RADIUS + Math.floor((WIDTH - 2 * RADIUS) * random());
  return place() * WIDTH + place();
}

function plainSum(p: number, q: number, weightOf: (pixel: number) => number, isQuincunx = false): number {
  let sum = 0;
  for (let dy = -RADIUS; dy <= RADIUS; dy += 1) {
    for (let dx = -RADIUS; dx <= RADIUS; dx += 1) {
      if (isQuincunx && (dx + dy) % 2 !== 0) continue;
      const step = dy * WIDTH + dx;
      for (let channel = 0; channel < 4; channel += 1) {
        const difference = (channels[p + step]?.[channel] ?? 0) - (channels[q + step]?.[channel] ?? 0);
        sum += weightOf(p + step) * difference * difference;
      }
    }
  }
  return sum;
}

describe('patchDistance', () => {
  it.each([false, true])(
    'is the plain sum of squares over the patch (every second pixel: %s)',
    (isQuincunx) => {
      const offsets = patchOffsets(RADIUS, WIDTH, isQuincunx);
      expect(offsets).toHaveLength(isQuincunx ? 13 : 25);
      for (const [p, q] of pairs) {
        expect(patchDistance(pixels, offsets, p, q, Number.POSITIVE_INFINITY)).toBe(
          plainSum(p, q, () => 1, isQuincunx),
        );
      }
    },
  );

  it('is infinite from the limit on, and itself below it', () => {
    const offsets = patchOffsets(RADIUS, WIDTH);
    for (const [p, q] of pairs) {
      const whole = plainSum(p, q, () => 1);
      for (const limit of [whole / 2, whole]) {
        expect(patchDistance(pixels, offsets, p, q, limit)).toBe(Number.POSITIVE_INFINITY);
      }
      expect(patchDistance(pixels, offsets, p, q, whole + 1)).toBe(whole);
    }
  });
});

describe('weightedPatchDistance', () => {
  const offsets = patchOffsets(RADIUS, WIDTH);

  it('is the weighted sum, scaled to a patch of equal weights', () => {
    for (const [p, q] of pairs) {
      const total = [...offsets].reduce((sum, offset) => sum + (weights[p + offset] ?? 0), 0);
      const expected = (plainSum(p, q, (pixel) => weights[pixel] ?? 0) * offsets.length) / total;
      expect(weightedPatchDistance(pixels, weights, offsets, p, q, Number.POSITIVE_INFINITY)).toBeCloseTo(
        expected,
        4,
      );
    }
  });

  it('is 0 where nothing is known', () => {
    expect(weightedPatchDistance(pixels, new Uint8Array(pixels.length), offsets, 60, 200, 1)).toBe(0);
  });
});
