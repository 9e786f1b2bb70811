import { type BorderGuess, borderGuess } from './borderGuess.ts';
import type { Level } from './level.ts';
import { packPixel } from './patchPixel.ts';

export interface GuessPlan {
  /** Which share of the way to the guess the picture is moved beside the border. */
  readonly share: number;
  /** How far out the guess counts, as a share of the known part's short side, falling from the border on. */
  readonly reach: number;
  /** Levels whose frame has fewer pixels lean on it; finer ones carry on what was found. */
  readonly below: number;
}

/** How a level's votes lean on what the border lets expect. */
export interface Lean {
  readonly guess: BorderGuess;
  /** For each pixel of the level: which share of the sum of differences around it is added, 0 where it leans on nothing. */
  readonly shares: Float32Array;
  /** Room for differences and their sums along rows, CHANNELS floats a pixel; 0 where nothing leans. */
  readonly apart: Float32Array;
  readonly rowSums: Float32Array;
}

/**
 * What each level that leans leans on, by its scale, coarsest first: made once for all fills of a frame. Nothing where the
 * source is see-through: its colours are premultiplied, and what runs out softly would go on black.
 *
 * @param levels finest first
 */
export function leansOf(levels: readonly Level[], plan: GuessPlan): ReadonlyMap<number, Lean> {
  const leans = new Map<number, Lean>();
  let guess: BorderGuess | null = null;
  for (const level of levels.toReversed()) {
    if (level.width * level.height >= plan.below || level.cover !== null) break;
    guess = borderGuess(level, guess);
    leans.set(level.scale, leanOf(guess, plan));
  }
  return leans;
}

export function finestGuess(leans: ReadonlyMap<number, Lean>): BorderGuess | null {
  return [...leans.values()].at(-1)?.guess ?? null;
}

/** Means are taken over a patch: what is finer than that stays as it was voted. */
const RADIUS = 2;
const CHANNELS = 3;

export function leanOf(guess: BorderGuess, { share, reach }: GuessPlan): Lean {
  const { width, height, known, hole, pixels } = guess.level;
  const apart = new Float32Array(CHANNELS * pixels.length);
  const rowSums = new Float32Array(CHANNELS * pixels.length);
  const shares = new Float32Array(pixels.length);
  const farthest = Math.max(3, reach * Math.min(known.width, known.height));
  for (const pixel of hole) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const outX = Math.max(known.x - x, x - known.x - known.width + 1);
    const outY = Math.max(known.y - y, y - known.y - known.height + 1);
    const near = Math.max(0, 1 - (Math.max(outX, outY) - 1) / farthest);
    if (near > 0) apart[pixel * CHANNELS] = 1;
    shares[pixel] = share * near;
  }
  sumAlongRows(apart, rowSums, width, height);
  const counts = new Float32Array(CHANNELS * width);
  for (let y = 0; y < height; y += 1) {
    addRows(counts, rowSums, width, height, y);
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      if (shares[pixel] !== 0) shares[pixel] = (shares[pixel] ?? 0) / (counts[x * CHANNELS] ?? 1);
    }
  }
  apart.fill(0);
  return { guess, shares, apart, rowSums };
}

/**
 * Moves what was voted towards the guess, in the mean over a patch, so that the next matches are sought for what the
 * border lets expect. Texture stays that of the votes: the guess has none, and patches that are as smooth would be taken.
 *
 * @param pixels packed, of the guess's level; those of the hole are written
 */
export function leanOnGuess(pixels: Int32Array, { guess, shares, apart, rowSums }: Lean): void {
  const { width, height, hole } = guess.level;
  const { colours } = guess;
  for (const pixel of hole) {
    if (shares[pixel] === 0) continue;
    const voted = pixels[pixel] ?? 0;
    const at = pixel * CHANNELS;
    apart[at] = (colours[at] ?? 0) - (voted & 255);
    apart[at + 1] = (colours[at + 1] ?? 0) - ((voted >> 8) & 255);
    apart[at + 2] = (colours[at + 2] ?? 0) - ((voted >> 16) & 255);
  }
  sumAlongRows(apart, rowSums, width, height);
  const sums = new Float32Array(CHANNELS * width);
  for (let y = 0; y < height; y += 1) {
    addRows(sums, rowSums, width, height, y);
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      const share = shares[pixel] ?? 0;
      if (share === 0) continue;
      const voted = pixels[pixel] ?? 0;
      const at = x * CHANNELS;
      pixels[pixel] = packPixel(
        byteOf((voted & 255) + share * (sums[at] ?? 0)),
        byteOf(((voted >> 8) & 255) + share * (sums[at + 1] ?? 0)),
        byteOf(((voted >> 16) & 255) + share * (sums[at + 2] ?? 0)),
        voted >>> 24,
      );
    }
  }
}

function byteOf(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/** Running sums over a patch's side. */
function sumAlongRows(from: Float32Array, to: Float32Array, width: number, height: number): void {
  const row = width * CHANNELS;
  const reach = RADIUS * CHANNELS;
  for (let start = 0; start < height * row; start += row) {
    for (let channel = start; channel < start + CHANNELS; channel += 1) {
      const end = start + row;
      let sum = 0;
      for (let at = channel; at < Math.min(end, channel + reach); at += CHANNELS) sum += from[at] ?? 0;
      for (let at = channel; at < end; at += CHANNELS) {
        if (at + reach < end) sum += from[at + reach] ?? 0;
        to[at] = sum;
        if (at - reach >= start) sum -= from[at - reach] ?? 0;
      }
    }
  }
}

/** Turns the sums of a patch's rows around the row before into those around row `y`; before the first, all are 0. */
function addRows(sums: Float32Array, rows: Float32Array, width: number, height: number, y: number): void {
  const length = width * CHANNELS;
  for (let row = y === 0 ? 0 : y + RADIUS; row <= Math.min(height - 1, y + RADIUS); row += 1) {
    for (let at = 0; at < length; at += 1) sums[at] = (sums[at] ?? 0) + (rows[row * length + at] ?? 0);
  }
  const gone = (y - RADIUS - 1) * length;
  if (gone < 0) return;
  for (let at = 0; at < length; at += 1) sums[at] = (sums[at] ?? 0) - (rows[gone + at] ?? 0);
}
