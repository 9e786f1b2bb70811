import { areaFactor, budgetOf, budgetPx, type Expansion } from './expansion.ts';
import { padsOf } from './frame.ts';
import { frameLimits, type Reach } from './reach.ts';
import { lengthAlong, SIDE_GEOMETRY, SIDES, type Side } from './side.ts';

/** How much further one side can go while the others stay, in whole source pixels. */
export function leftPx(side: Side, expansion: Expansion, size: Reach): number {
  return Math.max(0, budgetPx(side, expansion, size) - padsOf(size, expansion)[side]);
}

/** The same as a share of the source's length. */
export function leftRatio(side: Side, expansion: Expansion, size: Reach): number {
  if (size.goesBeyond) return leftPx(side, expansion, size) / lengthAlong(SIDE_GEOMETRY[side].axis, size);
  return Math.max(0, budgetOf(side, expansion) - expansion[side]);
}

/** Whether the frame is as large as the limits allow: no side has a whole pixel left. */
export function isAtLimit(expansion: Expansion, size: Reach): boolean {
  return SIDES.every((side) => leftPx(side, expansion, size) === 0);
}

/**
 * How much of the area that may be added is added, from 0 to 1. Beyond one request by its logarithm: each step
 * multiplies the area, so that steps are equally long.
 */
export function usedShare(expansion: Expansion, size: Reach): number {
  return Math.min(1, shareOfFactor(areaFactor(expansion), size));
}

/** The same of an area factor: where on the gauge one request ends. */
export function shareOfFactor(factor: number, size: Reach): number {
  const most = frameLimits(size).areaFactor;
  return size.goesBeyond ? Math.log(factor) / Math.log(most) : (factor - 1) / (most - 1);
}

/** The same in whole percent, rounded down; 100 at the limit and only there. */
export function usedPercent(expansion: Expansion, size: Reach): number {
  return isAtLimit(expansion, size) ? 100 : Math.min(99, Math.floor(usedShare(expansion, size) * 100));
}
