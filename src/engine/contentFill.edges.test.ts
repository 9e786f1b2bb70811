import { describe, expect, it } from 'vitest';
import { contentFill } from './contentFill.ts';
import { seededRandom } from './seededRandom.ts';
import { frameReader } from './testing/frameReader.ts';
import { frameSize, paintPicture, requestFor } from './testing/paintPicture.ts';

const size = { width: 192, height: 192 };
const GROUND = [58, 68, 98] as const;
const BLOCK = [238, 228, 68] as const;

/** A bright block on a dark, slightly noisy ground; returns the share of new pixels that look like neither. */
function shareOfNeither(isBlock: (x: number, y: number) => boolean, seed: number): number {
  const random = seededRandom(2);
  const rgba = paintPicture(size, (x, y) => {
    const noise = 16 * random() - 8;
    const [red, green, blue] = isBlock(x, y) ? BLOCK : GROUND;
    return [red + noise, green + noise, blue + noise];
  });
  const pads = { up: 64, right: 64, bottom: 64, left: 64 };
  const request = { ...requestFor(size, rgba, pads), seed };
  const at = frameReader(request, contentFill(request));
  const { width, height } = frameSize(request);
  const isAlike = (x: number, y: number, colour: readonly number[]) =>
    ([0, 1, 2] as const).every((channel) => Math.abs(at(x, y, channel) - (colour[channel] ?? 0)) <= 40);
  let neither = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isSource = x >= 64 && x < 256 && y >= 64 && y < 256;
      if (!isSource && !isAlike(x, y, GROUND) && !isAlike(x, y, BLOCK)) neither += 1;
    }
  }
  return neither / (width * height - size.width * size.height);
}

describe('a bright block', () => {
  it.each([1, 2])(
    'that only touches the border casts no wide fog over the ground beyond: seed %i',
    (seed) => {
      expect(shareOfNeither((x, y) => x > 182 && y > 40 && y < 150, seed)).toBeLessThan(0.08);
    },
  );

  it.each([1, 2, 3])('along the border goes on plain, its edge is not drawn again: seed %i', (seed) => {
    expect(shareOfNeither((x) => x > 176, seed)).toBeLessThan(0.01);
  });
});
