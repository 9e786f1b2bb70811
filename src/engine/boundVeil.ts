import { addBetweenBlocks } from './addBetweenBlocks.ts';
import type { Correction } from './blend.ts';
import { copiedPixels } from './blend.ts';
import {
  addColours,
  addPixel,
  type ColourBlocks,
  correctionBlocks,
  farFromNearby,
  holeMeans,
} from './colourBlocks.ts';
import type { ShiftMap } from './shiftMap.ts';

export interface VeilPlan {
  /** Levels by which a mean colour may lie outside what the source has nearby. */
  readonly free: number;
  /** What counts as nearby, as a share of the known part's short side. */
  readonly reach: number;
}

/** Corrections of fewer levels than this are light and shade. */
const MIN_CORRECTION = 2;
/**
 * A correction that changes by less on its way across the known part's short side is the slope of a sky. It may lead so
 * many times as far out of what the source has.
 */
const MIN_SLOPE = 200;
const SLOPE_TIMES = 1.5;
const SHARES = [0.75, 0.5, 0.25, 0];
/** A smaller share of the correction has to bring a colour nearer by so many levels. */
const MIN_GAIN = 1;

/**
 * Takes back, block by block, as much of a blend's correction as makes colours that the source does not have nearby: the
 * plain copies have its colours, and what lies between two of them over a whole block is a veil. In place.
 */
export function boundVeil(map: ShiftMap, correction: Correction, { free, reach }: VeilPlan): void {
  const { level } = map;
  if (correction.alpha !== null) return;
  const { colours } = correction;
  const { pixels, known } = level;
  const short = Math.min(known.width, known.height);
  const blocks = correctionBlocks(level);
  const copied = copiedPixels(map);
  const plain = holeMeans(blocks, level, (means, at, pixel) =>
    addPixel(means, at, pixels[copied[pixel] ?? 0] ?? 0),
  );
  const added = holeMeans(blocks, level, (means, at, pixel) => {
    addColours(means, at, colours, pixel);
  });
  const leastStep = (MIN_SLOPE * blocks.side) / short;
  const shares = new Float32Array(blocks.columns * blocks.rows).fill(1);
  let isBound = false;
  for (let block = 0; block < shares.length; block += 1) {
    if ((blocks.holePixels[block] ?? 0) === 0 || lengthAt(added, block) < MIN_CORRECTION) continue;
    const allowed = steepness(added, blocks, block) < leastStep ? SLOPE_TIMES * free : free;
    const far = (share: number) =>
      farFromNearby(
        level,
        blocks,
        {
          column: block % blocks.columns,
          row: Math.floor(block / blocks.columns),
          red: (plain[block * 3] ?? 0) + share * (added[block * 3] ?? 0),
          green: (plain[block * 3 + 1] ?? 0) + share * (added[block * 3 + 1] ?? 0),
          blue: (plain[block * 3 + 2] ?? 0) + share * (added[block * 3 + 2] ?? 0),
        },
        reach * short,
        allowed,
      );
    shares[block] = largestShare(far, allowed);
    if (shares[block] !== 1) isBound = true;
  }
  if (isBound) shrink(map, colours, blocks, { shares, added });
}

function lengthAt(means: Float32Array, block: number): number {
  return (
    Math.hypot(means[block * 3] ?? 0, means[block * 3 + 1] ?? 0, means[block * 3 + 2] ?? 0) / Math.sqrt(3)
  );
}

/** By how many levels the correction differs from that of a block beside it, on the steepest of four ways. */
function steepness(added: Float32Array, { columns, rows, holePixels }: ColourBlocks, block: number): number {
  const column = block % columns;
  const row = (block - column) / columns;
  let most = 0;
  for (const [x, y] of [
    [column - 1, row],
    [column + 1, row],
    [column, row - 1],
    [column, row + 1],
  ] as const) {
    const other = y * columns + x;
    if (x < 0 || y < 0 || x >= columns || y >= rows || (holePixels[other] ?? 0) === 0) continue;
    const red = (added[block * 3] ?? 0) - (added[other * 3] ?? 0);
    const green = (added[block * 3 + 1] ?? 0) - (added[other * 3 + 1] ?? 0);
    const blue = (added[block * 3 + 2] ?? 0) - (added[other * 3 + 2] ?? 0);
    most = Math.max(most, Math.hypot(red, green, blue) / Math.sqrt(3));
  }
  return most;
}

/** The largest share that keeps within what is free, or else the one that comes nearest. */
function largestShare(far: (share: number) => number, free: number): number {
  let best = 1;
  let least = far(1);
  for (const share of SHARES) {
    if (least <= free) break;
    const distance = far(share);
    if (distance >= least - MIN_GAIN) continue;
    best = share;
    least = distance;
  }
  return best;
}

/** In blocks: over how wide a square a correction is averaged before any of it is taken back. */
const AVERAGED = 2;
/** In blocks: how far out of the border the correction comes to be taken back whole. */
const UNTOUCHED = 3;

/**
 * Takes the rest of each share from a correction, slowly changing from block to block: what joins small pieces stays,
 * without it they would show.
 */
function shrink(
  { level }: ShiftMap,
  colours: Float32Array,
  blocks: ColourBlocks,
  { shares, added }: { readonly shares: Float32Array; readonly added: Float32Array },
): void {
  const { columns, rows, side } = blocks;
  const taken = averaged(added, columns, rows);
  for (let at = 0; at < taken.length; at += 1) {
    taken[at] = -(taken[at] ?? 0) * (1 - (shares[Math.floor(at / 3)] ?? 1));
  }
  addBetweenBlocks(level, colours, blocks, {
    values: averaged(taken, columns, rows),
    ramp: UNTOUCHED * side,
  });
}

/** Box average of three floats a block, clamped at the edges. */
function averaged(values: Float32Array, columns: number, rows: number): Float32Array {
  const out = new Float32Array(values.length);
  const share = 1 / (2 * AVERAGED + 1) ** 2;
  for (let at = 0; at < values.length; at += 1) {
    const block = Math.floor(at / 3);
    const column = block % columns;
    const row = Math.floor(block / columns);
    for (let dy = -AVERAGED; dy <= AVERAGED; dy += 1) {
      const from = Math.max(0, Math.min(rows - 1, row + dy)) * columns;
      for (let dx = -AVERAGED; dx <= AVERAGED; dx += 1) {
        const other = from + Math.max(0, Math.min(columns - 1, column + dx));
        out[at] = (out[at] ?? 0) + share * (values[other * 3 + (at % 3)] ?? 0);
      }
    }
  }
  return out;
}
