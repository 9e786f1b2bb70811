import type { FillFaults } from './fillScore.ts';

/** What to look at in a fill before it is used. */
export const FILL_CONCERNS = ['border-cuts-object', 'fill-doubtful'] as const;
export type FillConcern = (typeof FILL_CONCERNS)[number];

/**
 * How doubtful a fill is, against those of other images: calibrated on the bench's photos and painted scenes so that
 * what is told of is mostly in the worst third by the truth. The bench prints how often that holds.
 */
const DOUBTFUL = 2.9;
const SEVERED_SHARE = 0.5;
/** From this share of ended edges on, they are what is wrong. */
const CUT = 0.35;

/** @param faults those of each side that grew; empty for a fill that may well be used as it is */
export function concernsOf(faults: readonly FillFaults[]): FillConcern[] {
  if (faults.length === 0) return [];
  const mean = (of: (one: FillFaults) => number) =>
    faults.reduce((sum, one) => sum + of(one), 0) / faults.length;
  const severed = mean((one) => one.severed);
  const doubt = Math.log(1 + mean((one) => one.misfit)) + SEVERED_SHARE * severed;
  if (doubt < DOUBTFUL) return [];
  return [severed >= CUT ? 'border-cuts-object' : 'fill-doubtful'];
}
