import { expect, it } from 'vitest';
import { borderGuess } from './borderGuess.ts';
import { leanOf, leanOnGuess } from './leanOnGuess.ts';
import { buildPyramid } from './level.ts';
import { packPixel } from './patchPixel.ts';
import { paintPicture } from './testing/paintPicture.ts';

const SIDE = 80;
const frame = { width: SIDE + 40, height: SIDE, known: { x: 0, y: 0, width: SIDE, height: SIDE } };

/** A plain grey source, and beside it votes in stripes of two colours. */
function voted() {
  const grey = paintPicture(frame, () => [100, 100, 100]);
  const [level] = buildPyramid(grey, frame, { finestPixels: 1e9, coarsestSide: SIDE });
  if (level === undefined) throw new Error('A pyramid has at least one level.');
  for (const pixel of level.hole) {
    const shade = pixel % 2 === 0 ? 140 : 160;
    level.pixels[pixel] = packPixel(shade, shade, shade, 0);
  }
  const red = (out: number) => (level.pixels[(SIDE / 2) * frame.width + SIDE - 1 + out] ?? 0) & 255;
  return { level, red };
}

it('moves means towards what is expected, less the farther out, and leaves texture as it was', () => {
  const { level, red } = voted();
  leanOnGuess(level.pixels, leanOf(borderGuess(level, null), { share: 0.5, reach: 0.25, below: 1e9 }));
  const mean = (out: number) => (red(out) + red(out + 1)) / 2;
  expect(mean(1)).toBeGreaterThan(115);
  expect(mean(1)).toBeLessThan(135);
  expect(mean(10)).toBeGreaterThan(mean(1));
  expect(mean(10)).toBeLessThan(147);
  expect(mean(30)).toBe(150);
  expect(Math.abs(red(5) - red(6))).toBeGreaterThan(13);
});

it('gives the same again: what it works with is left as it was', () => {
  const { level } = voted();
  const lean = leanOf(borderGuess(level, null), { share: 0.5, reach: 0.25, below: 1e9 });
  const before = level.pixels.slice();
  leanOnGuess(level.pixels, lean);
  const once = level.pixels.slice();
  level.pixels.set(before);
  leanOnGuess(level.pixels, lean);
  expect(level.pixels).toEqual(once);
});
