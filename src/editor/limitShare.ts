import { areaFactor, type Expansion, MAX_AREA_FACTOR } from '../domain/expansion.ts';

/** Within this of the limit, no handle can be pulled a visible step further. */
const NEARLY = 0.005;

/** Whether the frame is as large as the limits allow. */
export function isAtLimit(expansion: Expansion): boolean {
  return areaFactor(expansion) > MAX_AREA_FACTOR - NEARLY;
}

/** How much of the area that may be added is added, from 0 to 1. */
export function usedShare(expansion: Expansion): number {
  return Math.min(1, (areaFactor(expansion) - 1) / (MAX_AREA_FACTOR - 1));
}
