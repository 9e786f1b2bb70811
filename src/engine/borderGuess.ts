import type { Side } from '../domain/side.ts';
import { type BorderRay, borderRays } from './borderRays.ts';
import type { Level } from './level.ts';
import { growingSides } from './sideSectors.ts';

/** What the border lets expect in the hole of a level. */
export interface BorderGuess {
  readonly level: Level;
  /** Red, green and blue: CHANNELS floats for each pixel of the level, those of the source where it is known. */
  readonly colours: Float32Array;
}

const CHANNELS = 3;

/** Out of the border by more pixels than this, the guess of the next coarser level is as good. */
const NEAR = 8;
/** Half the width of a ray where it begins, in pixels. */
const NARROWEST = 0.6;
/** A ray ends so many times its width beside it. */
const CUT = 2.5;
/** A ray may lead so many pixels aside for each one outwards. */
const ASIDE = 2.7;

/**
 * Carries the colours of the border outwards along the edges that it cuts, as far as they are clear, and straight out
 * elsewhere, the more widely mixed the farther out (after the coherence transport of Bornemann and März 2007). Near the
 * border such a smear is nearer to what was there than copies are; it has no texture of its own.
 *
 * @param coarser the guess of the next coarser level; null for the coarsest
 */
export function borderGuess(level: Level, coarser: BorderGuess | null): BorderGuess {
  const { width, known, hole, pixels } = level;
  const colours = unpacked(pixels);
  const sides = growingSides(level);
  const rays = sides.map((side) => borderRays(level, side));
  const sum = new Float64Array(CHANNELS + 1);
  for (const pixel of hole) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const outX = Math.max(known.x - x, x - known.x - known.width + 1);
    const outY = Math.max(known.y - y, y - known.y - known.height + 1);
    const distance = Math.max(outX, outY);
    if (coarser !== null && distance > NEAR) {
      carry(colours, pixel, coarser, (x - known.x + 0.5) / 2 - 0.5, (y - known.y + 0.5) / 2 - 0.5);
      continue;
    }
    sum.fill(0);
    for (let index = 0; index < sides.length; index += 1) {
      const side = sides[index];
      if (side === undefined || !isOutOf(level, side, x, y)) continue;
      const middle = side === 'left' || side === 'right' ? y - known.y : x - known.x;
      gather(sum, level, rays[index] ?? [], { x, y, middle, aside: Math.ceil(2 + ASIDE * distance) });
    }
    const total = sum[CHANNELS] ?? 0;
    if (total > 0) {
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        colours[pixel * CHANNELS + channel] = (sum[channel] ?? 0) / total;
      }
    } else if (coarser === null) {
      colours.set(
        colours.subarray(nearestKnown(level, x, y) * CHANNELS).subarray(0, CHANNELS),
        pixel * CHANNELS,
      );
    } else {
      carry(colours, pixel, coarser, (x - known.x + 0.5) / 2 - 0.5, (y - known.y + 0.5) / 2 - 0.5);
    }
  }
  return { level, colours };
}

function unpacked(pixels: Int32Array): Float32Array {
  const colours = new Float32Array(CHANNELS * pixels.length);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    const packed = pixels[pixel] ?? 0;
    const at = pixel * CHANNELS;
    colours[at] = packed & 255;
    colours[at + 1] = (packed >> 8) & 255;
    colours[at + 2] = (packed >> 16) & 255;
  }
  return colours;
}

function isOutOf({ known }: Level, side: Side, x: number, y: number): boolean {
  if (side === 'left') return x < known.x;
  if (side === 'right') return x >= known.x + known.width;
  return side === 'up' ? y < known.y : y >= known.y + known.height;
}

function nearestKnown({ known, width }: Level, x: number, y: number): number {
  const column = Math.max(known.x, Math.min(known.x + known.width - 1, x));
  return Math.max(known.y, Math.min(known.y + known.height - 1, y)) * width + column;
}

/** Takes a pixel's colour from between those of the coarser guess; `x` and `y` count from the corner of its known part. */
function carry(
  colours: Float32Array,
  pixel: number,
  { level: { width, height, known }, colours: from }: BorderGuess,
  x: number,
  y: number,
): void {
  const u = Math.max(0, Math.min(width - 1, x + known.x));
  const v = Math.max(0, Math.min(height - 1, y + known.y));
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const next = CHANNELS * (Math.min(width - 1, left + 1) - left);
  const upper = CHANNELS * (top * width + left);
  const lower = CHANNELS * (Math.min(height - 1, top + 1) * width + left);
  for (let channel = 0; channel < CHANNELS; channel += 1) {
    const a = from[upper + channel] ?? 0;
    const b = from[lower + channel] ?? 0;
    const above = a + (u - left) * ((from[upper + next + channel] ?? 0) - a);
    const below = b + (u - left) * ((from[lower + next + channel] ?? 0) - b);
    colours[pixel * CHANNELS + channel] = above + (v - top) * (below - above);
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
  /** Number of the ray that begins nearest. */
  readonly middle: number;
  /** How many rays to each side of it may reach the place. */
  readonly aside: number;
}

/** Adds up what rays bring to a place, each channel, and what they count. */
function gather(
  sum: Float64Array,
  { pixels }: Level,
  rays: readonly BorderRay[],
  { x, y, middle, aside }: Place,
): void {
  const last = Math.min(rays.length - 1, middle + aside);
  for (let line = Math.max(0, Math.min(rays.length - 1, middle - aside)); line <= last; line += 1) {
    const ray = rays[line];
    if (ray === undefined) continue;
    const along = (x - ray.x) * ray.alongX + (y - ray.y) * ray.alongY;
    if (along <= 0) continue;
    const off = (y - ray.y) * ray.alongX - (x - ray.x) * ray.alongY;
    const breadth = NARROWEST + ray.spread * along;
    const beside = off / (CUT * breadth);
    if (beside <= -1 || beside >= 1) continue;
    const weight = (ray.weight * (1 - beside * beside) ** 2) / breadth;
    const pixel = pixels[ray.pixel] ?? 0;
    sum[0] = (sum[0] ?? 0) + weight * (pixel & 255);
    sum[1] = (sum[1] ?? 0) + weight * ((pixel >> 8) & 255);
    sum[2] = (sum[2] ?? 0) + weight * ((pixel >> 16) & 255);
    sum[3] = (sum[3] ?? 0) + weight;
  }
}
