import type { Level } from './level.ts';
import type { LineGuide } from './lineGuide.ts';
import { patchOffsets } from './patchPixel.ts';
import { type PositionPrior, type ShortShiftPrice, shortShiftPrice } from './positionPrior.ts';
import { PATCH_RADIUS, type ShiftMap } from './shiftMap.ts';

/** How matches are judged, in mean-square colour units. */
export interface MatchCosts {
  readonly position: PositionPrior;
  /** For each of the four neighbours that comes from elsewhere. */
  readonly incoherence: number;
  /** How much more a known pixel weighs than a guessed one, in patches that hold both. */
  readonly knownWeight: number;
}

/** One level's search for matches, with all that a sweep over it needs at hand. */
export interface Matching {
  readonly map: ShiftMap;
  readonly costs: MatchCosts;
  readonly offsets: Int32Array;
  /** Sum-of-squares units per mean-square colour unit. */
  readonly unit: number;
  /** Cost of each pixel's match without the neighbours' part. */
  readonly matchCost: Float32Array;
  /** A byte for each pixel: what it weighs in a patch. */
  readonly weights: Uint8Array;
  /** 1 where a target's patch holds known pixels. */
  readonly isStraddling: Uint8Array;
  /** Extra cost of each pixel of the frame as a source's middle, in sum-of-squares units. */
  readonly sourceCost: Float32Array;
  readonly shortShift: ShortShiftPrice;
  /** Null where no line meets a growing border. */
  readonly guide: LineGuide | null;
  readonly random: () => number;
}

interface MatchingPlan {
  readonly costs: MatchCosts;
  readonly guide?: LineGuide | null;
  readonly isQuincunx: boolean;
  readonly random: () => number;
}

/** Sum-of-squares units per mean-square colour unit, for whole patches or every second pixel of them. */
export function unitOf(isQuincunx: boolean): number {
  const side = 2 * PATCH_RADIUS + 1;
  return 3 * (isQuincunx ? (side * side + 1) / 2 : side * side);
}

export function startMatching(
  map: ShiftMap,
  { costs, isQuincunx, random, guide = null }: MatchingPlan,
): Matching {
  const { width, height } = map.level;
  const offsets = patchOffsets(PATCH_RADIUS, width, isQuincunx);
  return {
    map,
    costs,
    offsets,
    unit: unitOf(isQuincunx),
    matchCost: new Float32Array(width * height),
    weights: new Uint8Array(width * height).fill(1),
    isStraddling: straddlingTargets(map),
    sourceCost: new Float32Array(width * height),
    shortShift: shortShiftPrice(map.level.known, costs.position, unitOf(isQuincunx)),
    guide,
    random,
  };
}

function straddlingTargets({ level, targets }: ShiftMap): Uint8Array {
  const mask = new Uint8Array(level.width * level.height);
  const { known } = level;
  for (const target of targets) {
    const x = target % level.width;
    const y = (target - x) / level.width;
    const touchesX = x >= known.x - PATCH_RADIUS && x < known.x + known.width + PATCH_RADIUS;
    const touchesY = y >= known.y - PATCH_RADIUS && y < known.y + known.height + PATCH_RADIUS;
    if (touchesX && touchesY) mask[target] = 1;
  }
  return mask;
}

/** Writes a weight to every pixel of the known part. */
export function weighKnown({ width, known }: Level, weights: Uint8Array, weight: number): void {
  for (let y = known.y; y < known.y + known.height; y += 1) {
    weights.fill(weight, y * width + known.x, y * width + known.x + known.width);
  }
}
