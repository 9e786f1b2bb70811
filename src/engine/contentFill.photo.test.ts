import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { contentFill } from './contentFill.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SIDE = 192;
const PAD = 48;
const FRAME = SIDE + 2 * PAD;

async function filledSquare(file: string, seed: number): Promise<Uint8ClampedArray> {
  const data = await sharp(path.join(ROOT, file))
    .resize(SIDE, SIDE, { fit: 'cover' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return contentFill({
    rgba: new Uint8ClampedArray(data),
    size: { width: SIDE, height: SIDE },
    pads: { up: PAD, right: PAD, bottom: PAD, left: PAD },
    seed,
  });
}

/** Mean luminance step across vertical lines x | x + 1, over the rows of the source. */
function step(frame: Uint8ClampedArray, x: number): number {
  const light = (column: number, row: number) => {
    const at = (row * FRAME + column) * 4;
    return 0.299 * (frame[at] ?? 0) + 0.587 * (frame[at + 1] ?? 0) + 0.114 * (frame[at + 2] ?? 0);
  };
  let sum = 0;
  for (let y = PAD; y < PAD + SIDE; y += 1) sum += Math.abs(light(x, y) - light(x + 1, y));
  return sum / SIDE;
}

function averageStep(frame: Uint8ClampedArray, from: number, to: number): number {
  let sum = 0;
  for (let x = from; x < to; x += 1) sum += step(frame, x);
  return sum / (to - from);
}

describe('photos', () => {
  it.each(['meadow', 'doorway', 'dandelions'])(
    '%s: the old border looks like any other place',
    async (name) => {
      const frame = await filledSquare(`public/samples/${name}.jpg`, 1);
      const inside = averageStep(frame, PAD, PAD + 12);
      const outside = averageStep(frame, PAD - 13, PAD - 1);
      const seam = step(frame, PAD - 1) / ((inside + outside) / 2);
      expect(seam).toBeGreaterThan(0.5);
      expect(seam).toBeLessThan(1.6);
      expect(outside / inside).toBeGreaterThan(0.5);
    },
  );
});
