import type { FillFaults } from './fillScore.ts';

/** What to look at in a fill before it is used. */
export const FILL_CONCERNS = ['border-cuts-object', 'fill-doubtful'] as const;
export type FillConcern = (typeof FILL_CONCERNS)[number];

/**
 * Strain from which on a fill is doubtful, in the mean of its sides: calibrated on photos and painted scenes so that what
 * is told of is mostly in the worst third by the truth. Of all faults it tells most of one image against another: what no
 * patch of the source fits is what nothing in the image says. The bench prints how often that holds.
 */
const DOUBTFUL = 5.2;
/** From this share of ended edges on, they are what is wrong. */
const CUT = 0.35;

/** @param faults those of each side that grew; empty for a fill that may well be used as it is */
export function concernsOf(faults: readonly FillFaults[]): FillConcern[] {
  if (faults.length === 0) return [];
  const mean = (of: (one: FillFaults) => number) =>
    faults.reduce((sum, one) => sum + of(one), 0) / faults.length;
  const severed = mean((one) => one.severed);
  if (mean((one) => one.strain) < DOUBTFUL) return [];
  return [severed >= CUT ? 'border-cuts-object' : 'fill-doubtful'];
}
