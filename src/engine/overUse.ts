import type { Size } from '../domain/side.ts';
import type { Level } from './level.ts';
import type { LineGuide } from './lineGuide.ts';
import { NO_SHIFT, PATCH_RADIUS, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';

/** How often each source is used in a search, and what that costs. */
export interface UseCounts {
  /** How many targets copy each pixel. */
  readonly uses: Int32Array;
  /** What each further use costs. */
  readonly usePrice: number;
  /** How many uses of each cost nothing. */
  readonly free: number;
  /** Along its lines uses cost nothing; null where no line meets a growing border. */
  readonly guide: LineGuide | null;
}

/** A source costs no more for being used still more often than this beyond what is free. */
const MAX_MULTIPLES = 4;
/** Where the known part's short side is shorter, it is decided what goes where, and what there is little of must serve often. */
const MIN_SIDE = 90;

/**
 * Counts how many targets copy each source pixel, so that one tuft does not come back every few pixels (the occurrence
 * term of Kaspar et al. 2015, Self Tuning Texture Optimization). From then on the search counts along: of two copies of
 * one piece, one finds another source and the other stays.
 */
export function countUses({ level, shifts, targets }: ShiftMap, uses: Int32Array): void {
  uses.fill(0);
  for (const target of targets) {
    const shift = shifts[target] ?? NO_SHIFT;
    if (shift === NO_SHIFT) continue;
    const source = target + shiftY(shift) * level.width + shiftX(shift);
    uses[source] = (uses[source] ?? 0) + 1;
  }
}

/** What each further use of a source costs at a level. A soft rim has few sources, and another one would be a step in it. */
export function priceOfUse({ known, cover }: Pick<Level, 'known' | 'cover'>, price: number): number {
  return cover !== null || Math.min(known.width, known.height) < MIN_SIDE ? 0 : price;
}

/** So many uses of each source pixel there must be in the mean, whatever is copied. */
export function freeUses(targets: number, { width, height }: Size): number {
  const sources = (width - 2 * PATCH_RADIUS) * (height - 2 * PATCH_RADIUS);
  return Math.max(0, Math.floor(targets / Math.max(1, sources)) - 1);
}

/**
 * What a source costs a target for being used already: nothing on a line that goes on, because a rope is all there is of
 * itself and has to serve again and again. The kernel does the same (costOfUse in kernel/level.ts).
 *
 * @param own 1 for the target that uses it itself, 0 for one that might
 */
export function costOfUse(
  { uses, usePrice, free, guide }: UseCounts,
  target: number,
  source: number,
  own: number,
): number {
  if (guide !== null && guide.priceAt[target] !== 0) return 0;
  const multiples = (uses[source] ?? 0) - own - free;
  return multiples <= 0 ? 0 : usePrice * Math.min(MAX_MULTIPLES, multiples);
}
