import { areaFactor, budgetOf, budgetPx, type Expansion, MAX_AREA_FACTOR } from './expansion.ts';
import { padsOf } from './frame.ts';
import { SIDES, type Side, type Size } from './side.ts';

/** How much further one side can go while the others stay, in whole source pixels. */
export function leftPx(side: Side, expansion: Expansion, size: Size): number {
  return Math.max(0, budgetPx(side, expansion, size) - padsOf(size, expansion)[side]);
}

/** The same as a share of the source's length. */
export function leftRatio(side: Side, expansion: Expansion): number {
  return Math.max(0, budgetOf(side, expansion) - expansion[side]);
}

/** Whether the frame is as large as the limits allow: no side has a whole pixel left. */
export function isAtLimit(expansion: Expansion, size: Size): boolean {
  return SIDES.every((side) => leftPx(side, expansion, size) === 0);
}

/** How much of the area that may be added is added, from 0 to 1. */
export function usedShare(expansion: Expansion): number {
  return Math.min(1, (areaFactor(expansion) - 1) / (MAX_AREA_FACTOR - 1));
}

/** The same in whole percent, rounded down; 100 at the limit and only there. */
export function usedPercent(expansion: Expansion, size: Size): number {
  return isAtLimit(expansion, size) ? 100 : Math.min(99, Math.floor(usedShare(expansion) * 100));
}
