import { MAX_SOURCE_ASPECT, MIN_SOURCE_SIDE } from './limits.ts';
import {
  type FrameLimits,
  frameLimits,
  longestBeside,
  MAX_AREA_FACTOR,
  MAX_RATIO,
  ONE_REQUEST,
  type Reach,
} from './reach.ts';
import { AXIS_SIDES, type Axis, lengthAlong, SIDE_GEOMETRY, SIDES, type Side, type Size } from './side.ts';

/**
 * Four ratios: how much each side adds, as a share of the source's height (up, bottom) or width (left, right). Where
 * cropping is allowed, a side with a ratio below 0 cuts so much off the source; a request names what is kept, and has
 * the ratios of that (`requestOf`).
 */
export type Expansion = Readonly<Record<Side, number>>;

export const NO_EXPANSION: Expansion = { up: 0, right: 0, bottom: 0, left: 0 };

/** Lets a ratio that means exactly the limit pass although it cannot be written exactly in binary. */
const RATIO_TOLERANCE = 1e-9;
/** The upstream gets its ratios with this many steps per unit: 4 decimals. */
const UPSTREAM_STEPS = 10_000;

export function mapSides<T>(value: (side: Side) => T): Record<Side, T> {
  return { up: value('up'), right: value('right'), bottom: value('bottom'), left: value('left') };
}

export function sameExpansion(a: Expansion, b: Expansion): boolean {
  return SIDES.every((side) => a[side] === b[side]);
}

/** What is kept of the source along an axis, as a share: all of it, unless a side cuts into it. */
function keptShare(expansion: Expansion, axis: Axis): number {
  const [near, far] = AXIS_SIDES[axis];
  return 1 + Math.min(0, expansion[near]) + Math.min(0, expansion[far]);
}

/** The size of what is kept of a source, in whole pixels. */
export function keptSize(size: Size, expansion: Expansion): Size {
  const along = (axis: Axis) => {
    const length = lengthAlong(axis, size);
    const cuts = AXIS_SIDES[axis].map((side) => Math.min(0, Math.round(expansion[side] * length)));
    return cuts.reduce((kept, cut) => kept + cut, length);
  };
  return { width: along('x'), height: along('y') };
}

/** How many times longer the frame is than what is kept of the source along one axis, at least 1. */
export function growth(expansion: Expansion, axis: Axis): number {
  const [near, far] = AXIS_SIDES[axis];
  return (1 + expansion[near] + expansion[far]) / keptShare(expansion, axis);
}

/** Area of the frame over area of what is kept of the source: (1 + left + right) × (1 + up + bottom). */
export function areaFactor(expansion: Expansion): number {
  return growth(expansion, 'x') * growth(expansion, 'y');
}

/** Whether the area limit of one request holds; exactly 3 is allowed. */
export function withinArea(expansion: Expansion): boolean {
  return areaFactor(expansion) <= MAX_AREA_FACTOR + RATIO_TOLERANCE;
}

/**
 * The expansion made so small that one request reaches its frame, what the sides add kept in proportion, in whole
 * source pixels. With a and b what the axes add, (1 + t·a)(1 + t·b) = 3 gives the share t that is left of it.
 */
export function withinOneRequest(expansion: Expansion, size: Size): Expansion {
  if (withinArea(expansion)) return expansion;
  const [a, b] = [growth(expansion, 'x') - 1, growth(expansion, 'y') - 1];
  const most = MAX_AREA_FACTOR - 1;
  const share = (2 * most) / (a + b + Math.sqrt((a + b) ** 2 + 4 * most * a * b));
  return mapSides((side) => {
    const length = lengthAlong(SIDE_GEOMETRY[side].axis, size);
    if (expansion[side] < 0) return expansion[side];
    return Math.floor(expansion[side] * share * length + 1e-6) / length;
  });
}

/** Whether one ratio is a number from 0 to 2. */
export function withinRatio(ratio: number): boolean {
  return ratio >= 0 && ratio <= MAX_RATIO + RATIO_TOLERANCE;
}

/**
 * The budget of one side: the largest ratio that the limits leave it while the other three stay as they are.
 *
 * With g the growth of the other axis and o the opposite ratio, (1 + o + r) × g ≤ 3 gives r ≤ 3/g − 1 − o. An opposite
 * side that cuts leaves the share k of the source, and 3k takes the place of 3.
 */
export function budgetOf(side: Side, expansion: Expansion, limits: FrameLimits = ONE_REQUEST): number {
  const { axis, opposite } = SIDE_GEOMETRY[side];
  const otherGrowth = growth(expansion, axis === 'x' ? 'y' : 'x');
  const kept = 1 + Math.min(0, expansion[opposite]);
  const left = (limits.areaFactor * kept) / otherGrowth - 1 - expansion[opposite];
  return Math.min(limits.ratio * kept, Math.max(0, left));
}

/** Of the sides that are not moved, the one whose ratio costs the most area: it could give. Null when none adds anything. */
export function giverFor(moved: readonly Side[], expansion: Expansion): Side | null {
  const areaWithout = (side: Side) => areaFactor({ ...expansion, [side]: 0 });
  const [giver] = SIDES.filter((side) => !moved.includes(side) && expansion[side] > 0).sort(
    (a, b) => areaWithout(a) - areaWithout(b),
  );
  return giver ?? null;
}

/**
 * The budget of one side in whole source pixels. The addend undoes binary noise just below a whole number. Beyond one
 * request no side is drawn out to more than the longest shape.
 */
export function budgetPx(side: Side, expansion: Expansion, size: Reach): number {
  const { axis, opposite } = SIDE_GEOMETRY[side];
  const length = lengthAlong(axis, size);
  const kept = keptSize(size, { ...expansion, [side]: 0 });
  const limits = frameLimits({ ...kept, goesBeyond: size.goesBeyond === true });
  let most = Math.floor(budgetOf(side, expansion, limits) * length + 1e-6);
  const across = axis === 'x' ? 'y' : 'x';
  // What is kept may not become too long for a source by being cut less.
  const mostKept = Math.floor(MAX_SOURCE_ASPECT * lengthAlong(across, kept));
  const excess = lengthAlong(axis, kept) - mostKept;
  if (size.allowsCropping && excess > 0) most = Math.min(most, -excess);
  if (!size.goesBeyond) return most;
  const [near, far] = AXIS_SIDES[across];
  const longest = longestBeside(
    Math.round((1 + expansion[near] + expansion[far]) * lengthAlong(across, size)),
  );
  return Math.min(most, Math.max(0, longest - length - Math.round(expansion[opposite] * length)));
}

/**
 * The least whole source pixels of one side: 0, or as far as it may cut (below 0) while the other three sides stay.
 * What is kept has to be a source itself; and with g the growth of the other axis and o what the opposite side adds,
 * (kept + o) × g ≤ 3 × kept gives kept ≥ o / (3/g − 1).
 */
export function leastPx(side: Side, expansion: Expansion, size: Reach): number {
  if (!size.allowsCropping) return 0;
  const { axis, opposite } = SIDE_GEOMETRY[side];
  const across = axis === 'x' ? 'y' : 'x';
  const kept = keptSize(size, { ...expansion, [side]: 0 });
  const own = lengthAlong(axis, kept);
  const shortest = Math.max(MIN_SOURCE_SIDE, Math.ceil(lengthAlong(across, kept) / MAX_SOURCE_ASPECT));
  const added = Math.round(expansion[opposite] * lengthAlong(axis, size));
  if (added <= 0 || size.goesBeyond) return Math.min(0, shortest - own);
  const room = MAX_AREA_FACTOR / growth(expansion, across) - 1;
  const neededByArea = room > 0 ? Math.ceil(added / room - 1e-6) : own;
  return Math.min(0, Math.max(shortest, neededByArea) - own);
}

/**
 * The expansion with one side set as near to `ratio` as its budget allows, in whole source pixels.
 * The other three sides never move.
 */
export function withSide(expansion: Expansion, side: Side, ratio: number, size: Reach): Expansion {
  const length = lengthAlong(SIDE_GEOMETRY[side].axis, size);
  const wanted = Math.max(leastPx(side, expansion, size), Math.round(ratio * length));
  const px = Math.min(budgetPx(side, expansion, size), wanted);
  return { ...expansion, [side]: px / length };
}

/**
 * The ratios as they leave for the upstream: rounded down to 4 decimals.
 * Rounding to nearest can cross the limit (3:2 at 3× becomes 3.00008); rounding down cannot. The small addend
 * only undoes binary noise (0.1495 × 10000 = 1494.9999…); it is too small for the product of two whole
 * counts of steps to pass 3 × 10⁸ when the unrounded product does not.
 *
 * @throws RangeError when a ratio is not a finite number.
 */
export function upstreamRatios(expansion: Expansion): Expansion {
  return mapSides((side) => {
    const ratio = expansion[side];
    if (!Number.isFinite(ratio)) throw new RangeError(`The ratio of ${side} is not a number: ${ratio}`);
    return Math.floor(ratio * UPSTREAM_STEPS + 1e-6) / UPSTREAM_STEPS;
  });
}

/** Whether nothing would be added: every ratio is below what the upstream can be told. */
export function addsNothing(expansion: Expansion): boolean {
  return SIDES.every((side) => upstreamRatios(expansion)[side] <= 0);
}
