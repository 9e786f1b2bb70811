import type { Side, Size } from '../domain/side.ts';
import { averagePyramid, samplePyramid } from './averagePyramid.ts';
import { seededRandom } from './seededRandom.ts';

interface FillRequest {
  /** The source, RGBA, width × height × 4. */
  readonly rgba: Uint8ClampedArray;
  readonly size: Size;
  /** What each side adds, in whole pixels. */
  readonly pads: Readonly<Record<Side, number>>;
  /** The same seed gives the same picture, another one a visibly different variant. */
  readonly seed: number;
  /** Told the share done, 0–1, now and then. */
  readonly onProgress?: (share: number) => void;
}

/** Fills the new area of a frame: returns it whole, RGBA, with the source's pixels unchanged at (left, up). */
type Fill = (request: FillRequest) => Uint8ClampedArray;

const ROWS_PER_REPORT = 64;

/**
 * Mirrors the source outwards and lets it dissolve into blur with growing distance:
 *
 *   distance 0 ──────────────────▶ far
 *   mirrored detail   soft shapes   colour alone      (a coarser level of the pyramid the farther out)
 *
 * Far out the mirror image slows down and stays near the border it started from, so that what lies in the middle of the
 * picture does not come back upside down. The seed stretches and bends the mirror image and sets how fast it dissolves. At the border the distance is 0,
 * so the new area begins exactly as the source ends.
 */
export const mirrorFill: Fill = ({ rgba, size, pads, seed, onProgress }) => {
  const width = pads.left + size.width + pads.right;
  const height = pads.up + size.height + pads.bottom;
  const out = new Uint8ClampedArray(width * height * 4);
  const pyramid = averagePyramid(rgba, size);
  const random = seededRandom(seed);
  const variant = {
    stretch: 0.75 + 0.6 * random(),
    bend: (random() - 0.5) * 0.7,
    /** Distance, as a share of the short side, after which detail halves once more. */
    dissolve: Math.min(size.width, size.height) * (0.02 + 0.035 * random()),
    wave: (8 + 24 * random()) / Math.min(size.width, size.height),
  };
  const grain = seededRandom(seed ^ 0x9e3779b9);

  for (let y = 0; y < height; y += 1) {
    const sy = y - pads.up;
    const isSourceRow = sy >= 0 && sy < size.height;
    const dy = outside(sy, size.height);
    for (let x = 0; x < width; x += 1) {
      const sx = x - pads.left;
      const dx = outside(sx, size.width);
      if (dx === 0 && dy === 0) {
        if (!isSourceRow) continue;
        const from = sy * size.width * 4;
        out.set(rgba.subarray(from, from + size.width * 4), (y * width + x) * 4);
        x += size.width - 1;
        continue;
      }
      const distance = Math.hypot(dx, dy);
      const level = Math.log2(1 + distance / variant.dissolve);
      const sway = variant.bend * distance * Math.sin(distance * variant.wave);
      const target = (y * width + x) * 4;
      const reach = {
        x: depth(dx, variant.stretch, size.width * 0.3),
        y: depth(dy, variant.stretch, size.height * 0.1),
      };
      samplePyramid(pyramid, {
        x: mirror(nearest(sx, size.width) - reach.x + sway * (Math.abs(dy) / distance), size.width),
        y: mirror(nearest(sy, size.height) - reach.y + sway * 0.4 * (Math.abs(dx) / distance), size.height),
        level,
        out,
        at: target,
      });
      const noise = (grain() - 0.5) * Math.min(7, level * 2);
      for (let channel = 0; channel < 3; channel += 1) {
        out[target + channel] = (out[target + channel] ?? 0) + noise;
      }
      out[target + 3] = 255;
    }
    if (y % ROWS_PER_REPORT === 0) onProgress?.(y / height);
  }
  onProgress?.(1);
  return out;
};

/** How far a coordinate lies outside 0…length−1, with its sign: negative before, positive after. */
function outside(position: number, length: number): number {
  if (position < 0) return position;
  return position >= length ? position - length + 1 : 0;
}

/** How deep into the source a pixel looks that lies this far outside; never beyond the limit. */
function depth(distance: number, stretch: number, limit: number): number {
  return Math.sign(distance) * limit * (1 - Math.exp((-Math.abs(distance) * stretch) / limit));
}

function nearest(position: number, length: number): number {
  return Math.min(length - 1, Math.max(0, position));
}

/** Folds any coordinate back into 0…length−1, as between two mirrors. */
function mirror(position: number, length: number): number {
  const period = 2 * (length - 1);
  const folded = ((position % period) + period) % period;
  return folded < length ? folded : period - folded;
}
