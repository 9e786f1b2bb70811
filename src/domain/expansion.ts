import { AXIS_SIDES, type Axis, lengthAlong, SIDE_GEOMETRY, SIDES, type Side, type Size } from './side.ts';

/** Four ratios: how much each side adds, as a share of the source's height (up, bottom) or width (left, right). */
export type Expansion = Readonly<Record<Side, number>>;

export const NO_EXPANSION: Expansion = { up: 0, right: 0, bottom: 0, left: 0 };

/** One side never adds more than this share of the source. */
const MAX_RATIO = 2;
/** The frame's area is at most this many times the source's. */
export const MAX_AREA_FACTOR = 3;

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

/** Whether the area limit holds; exactly 3 is allowed. */
export function withinArea(expansion: Expansion): boolean {
  return areaFactor(expansion) <= MAX_AREA_FACTOR + RATIO_TOLERANCE;
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
export function budgetOf(side: Side, expansion: Expansion): number {
  const { axis, opposite } = SIDE_GEOMETRY[side];
  const otherGrowth = growth(expansion, axis === 'x' ? 'y' : 'x');
  const left = MAX_AREA_FACTOR / otherGrowth - 1 - expansion[opposite];
  return Math.min(MAX_RATIO, Math.max(0, left));
}

/** Of the sides that are not moved, the one whose ratio costs the most area: it could give. Null when none adds anything. */
export function giverFor(moved: readonly Side[], expansion: Expansion): Side | null {
  const areaWithout = (side: Side) => areaFactor({ ...expansion, [side]: 0 });
  const [giver] = SIDES.filter((side) => !moved.includes(side) && expansion[side] > 0).sort(
    (a, b) => areaWithout(a) - areaWithout(b),
  );
  return giver ?? null;
}

/** The budget of one side in whole source pixels. The addend undoes binary noise just below a whole number. */
export function budgetPx(side: Side, expansion: Expansion, size: Size): number {
  return Math.floor(budgetOf(side, expansion) * lengthAlong(SIDE_GEOMETRY[side].axis, size) + 1e-6);
}

/**
 * The expansion with one side set as near to `ratio` as its budget allows, in whole source pixels.
 * The other three sides never move.
 */
export function withSide(expansion: Expansion, side: Side, ratio: number, size: Size): Expansion {
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
