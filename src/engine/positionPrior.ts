import type { Rect } from './frameRect.ts';

/**
 * What it costs to take a patch from far away, in mean-square colour units per (distance / source side)².
 * `along` is the direction in which the frame grew, `across` the other one.
 */
export interface PositionPrior {
  readonly sidewaysAlong: number;
  readonly sidewaysAcross: number;
  readonly verticalAlong: number;
  readonly verticalAcross: number;
  /** What a shift of almost nothing costs, falling to 0 at `leastShift` (a share of the short side). */
  readonly shortShift: number;
  readonly leastShift: number;
}

/** What the prior says about one target: cost = xWeight · (u − x)² + yWeight · (v − y)² for a source pixel (u, v). */
export interface Pull {
  x: number;
  y: number;
  xWeight: number;
  yWeight: number;
}

/**
 * What a short shift costs: price · (1 − |shift|² / reach²). A piece that is copied over a short distance comes back at
 * that distance again and again, which the eye sees at once; each copy alone fits too well to be given up otherwise.
 */
export interface ShortShiftPrice {
  readonly price: number;
  /** One over reach², reach in pixels of the level. */
  readonly inverseReach: number;
}

export function shortShiftPrice(
  { width, height }: Rect,
  prior: PositionPrior,
  scale: number,
): ShortShiftPrice {
  const reach = prior.leastShift * Math.min(width, height);
  return { price: prior.shortShift * scale, inverseReach: 1 / (reach * reach) };
}

/**
 * Every target is drawn to the known pixel nearest to it (spatial cost of He and Sun 2012, made to fit outpainting):
 *
 *        · ·  target above: stay near the edge, free along it        ┌─ sky stays above sky
 *      ┌─────┐
 *      │known│ · ·  target beside: stay in the row, free inwards      └─ horizons stay level
 *      └─────┘
 *
 * A target in a corner mixes both by how far out it is each way.
 *
 * @param scale sum-of-squares units per mean-square colour unit
 */
export function pullAt(
  pull: Pull,
  x: number,
  y: number,
  known: Rect,
  prior: PositionPrior,
  scale: number,
): void {
  const right = known.x + known.width - 1;
  const bottom = known.y + known.height - 1;
  pull.x = x < known.x ? known.x : x > right ? right : x;
  pull.y = y < known.y ? known.y : y > bottom ? bottom : y;
  const outX = Math.abs(x - pull.x);
  const outY = Math.abs(y - pull.y);
  const sideways = outX + outY === 0 ? 0.5 : outX / (outX + outY);
  const along = prior.sidewaysAlong * sideways + prior.verticalAcross * (1 - sideways);
  const across = prior.sidewaysAcross * sideways + prior.verticalAlong * (1 - sideways);
  pull.xWeight = (scale * along) / (known.width * known.width);
  pull.yWeight = (scale * across) / (known.height * known.height);
}
