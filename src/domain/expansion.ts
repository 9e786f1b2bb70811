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

/** Four ratios: how much each side adds, as a share of the source's height (up, bottom) or width (left, right). */
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

/** How many times longer the frame is than the source along one axis, at least 1. */
export function growth(expansion: Expansion, axis: Axis): number {
  const [near, far] = AXIS_SIDES[axis];
  return 1 + expansion[near] + expansion[far];
}

/** Area of the frame over area of the source: (1 + left + right) × (1 + up + bottom). */
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
 * With g the growth of the other axis and o the opposite ratio, (1 + o + r) × g ≤ 3 gives r ≤ 3/g − 1 − o.
 */
export function budgetOf(side: Side, expansion: Expansion, limits: FrameLimits = ONE_REQUEST): number {
  const { axis, opposite } = SIDE_GEOMETRY[side];
  const otherGrowth = growth(expansion, axis === 'x' ? 'y' : 'x');
  const left = limits.areaFactor / otherGrowth - 1 - expansion[opposite];
  return Math.min(limits.ratio, Math.max(0, left));
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
  const most = Math.floor(budgetOf(side, expansion, frameLimits(size)) * length + 1e-6);
  if (!size.goesBeyond) return most;
  const across = axis === 'x' ? 'y' : 'x';
  const longest = longestBeside(Math.round(growth(expansion, across) * lengthAlong(across, size)));
  return Math.min(most, Math.max(0, longest - length - Math.round(expansion[opposite] * length)));
}

/**
 * The expansion with one side set as near to `ratio` as its budget allows, in whole source pixels.
 * The other three sides never move.
 */
export function withSide(expansion: Expansion, side: Side, ratio: number, size: Reach): Expansion {
  const length = lengthAlong(SIDE_GEOMETRY[side].axis, size);
  const px = Math.min(budgetPx(side, expansion, size), Math.max(0, Math.round(ratio * length)));
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
  return SIDES.every((side) => upstreamRatios(expansion)[side] === 0);
}
