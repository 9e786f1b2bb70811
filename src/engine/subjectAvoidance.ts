import type { Level } from './level.ts';
import { patchDistance } from './patchDistance.ts';
import { patchOffsets } from './patchPixel.ts';
import { PATCH_RADIUS } from './shiftMap.ts';

/** A share for each source pixel of a level: 0 for what the border shows too, 1 for what it does not know. */
export interface Saliency {
  readonly width: number;
  readonly height: number;
  readonly shares: Float32Array;
}

/** Mean-square colour difference at which a patch begins to count as a subject, and the range up to fully one. */
const MIN_THRESHOLD = 150;
const MIN_RANGE = 600;
/** About so many patches of the border are compared with. */
const BORDER_PATCHES = 240;

/**
 * What is not found along the borders that are to grow is taken for the subject (a face, a cup), and should not grow out
 * of them again. Each source patch is compared with the patches of those borders; the distance to the best is its
 * strangeness. (Self-dissimilarity as a measure of saliency.)
 */
export function measureSaliency(level: Level): Saliency {
  const { known, width, pixels } = level;
  const offsets = patchOffsets(PATCH_RADIUS, width);
  const border = borderPatches(level);
  const strangeness = new Float32Array(known.width * known.height);
  // What is like the pixel before is most likely like this one: tried first, it ends the other tries early.
  let nearest = border[0] ?? 0;
  for (let v = 0; v < known.height; v += 1) {
    for (let u = 0; u < known.width; u += 1) {
      const middle = patchMiddle(level, u, v);
      let least = patchDistance(pixels, offsets, middle, nearest, Number.POSITIVE_INFINITY);
      for (let index = 0; index < border.length; index += 1) {
        const other = border[index] ?? 0;
        const distance = patchDistance(pixels, offsets, middle, other, least);
        if (distance >= least) continue;
        least = distance;
        nearest = other;
      }
      strangeness[v * known.width + u] = least / (3 * offsets.length);
    }
  }
  const median = Float32Array.from(strangeness).sort()[strangeness.length >> 1] ?? 0;
  const threshold = Math.max(MIN_THRESHOLD, median);
  const range = Math.max(MIN_RANGE, 1.5 * median);
  const raw = strangeness.map((value) => Math.max(0, Math.min(1, (value - threshold) / range)));
  return { width: known.width, height: known.height, shares: spread(raw, known.width, known.height) };
}

function patchMiddle({ known, width }: Level, u: number, v: number): number {
  const x = Math.max(PATCH_RADIUS, Math.min(known.width - 1 - PATCH_RADIUS, u));
  const y = Math.max(PATCH_RADIUS, Math.min(known.height - 1 - PATCH_RADIUS, v));
  return (known.y + y) * width + known.x + x;
}

/**
 * Middles of patches along the growing borders and those opposite, two deep, evenly thinned. What reaches from one side
 * of the picture to the other, a forest or a hill, is no subject, even where a single tree hides it at the border that grows.
 */
function borderPatches(level: Level): Int32Array {
  const { known, width, height } = level;
  const growsSideways = known.x > 0 || known.x + known.width < width;
  const grows = {
    left: growsSideways,
    right: growsSideways,
    up: known.y > 0,
    bottom: known.y + known.height < height,
  };
  const found: number[] = [];
  for (let v = PATCH_RADIUS; v < known.height - PATCH_RADIUS; v += 1) {
    for (let u = PATCH_RADIUS; u < known.width - PATCH_RADIUS; u += 1) {
      const isNear =
        (grows.left && u < PATCH_RADIUS + 2) ||
        (grows.right && u >= known.width - PATCH_RADIUS - 2) ||
        (grows.up && v < PATCH_RADIUS + 2) ||
        (grows.bottom && v >= known.height - PATCH_RADIUS - 2);
      if (isNear) found.push((known.y + v) * width + known.x + u);
    }
  }
  const stride = Math.max(1, found.length / BORDER_PATCHES);
  return Int32Array.from(
    { length: Math.floor(found.length / stride) },
    (_, index) => found[Math.floor(index * stride)] ?? 0,
  );
}

/** Box average, 5 × 5, clamped at the edges. */
function spread(values: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let dy = -2; dy <= 2; dy += 1) {
        const row = Math.max(0, Math.min(height - 1, y + dy)) * width;
        for (let dx = -2; dx <= 2; dx += 1) {
          sum += values[row + Math.max(0, Math.min(width - 1, x + dx))] ?? 0;
        }
      }
      out[y * width + x] = sum / 25;
    }
  }
  return out;
}

/** Writes what the subject costs as a source to every known pixel of a level, `price` for a share of 1. */
export function priceSubject(
  level: Level,
  saliency: Saliency,
  price: number,
  sourceCost: Float32Array,
): void {
  const { known, width } = level;
  for (let v = 0; v < known.height; v += 1) {
    const row = Math.min(saliency.height - 1, Math.floor((v * saliency.height) / known.height));
    for (let u = 0; u < known.width; u += 1) {
      const column = Math.min(saliency.width - 1, Math.floor((u * saliency.width) / known.width));
      const share = saliency.shares[row * saliency.width + column] ?? 0;
      sourceCost[(known.y + v) * width + known.x + u] = price * share;
    }
  }
}
