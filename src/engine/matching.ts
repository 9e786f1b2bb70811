import type { KernelFunctions } from './kernel/kernel.ts';
import { inRoom, type Room, roomFor } from './kernel/room.ts';
import type { Lean } from './leanOnGuess.ts';
import type { Level } from './level.ts';
import type { LineGuide } from './lineGuide.ts';
import { freeUses, priceOfUse, type UseCounts } from './overUse.ts';
import { patchOffsets } from './patchPixel.ts';
import { type PositionPrior, type ShortShiftPrice, shortShiftPrice } from './positionPrior.ts';
import type { SeededRandom } from './seededRandom.ts';
import { PATCH_RADIUS, type ShiftMap } from './shiftMap.ts';

/** How matches are judged, in mean-square colour units. */
export interface MatchCosts {
  readonly position: PositionPrior;
  /** For each of the four neighbours that comes from elsewhere. */
  readonly incoherence: number;
  /** How much more a known pixel weighs than a guessed one, in patches that hold both. */
  readonly knownWeight: number;
  /** What a source costs for each time that it is copied already. */
  readonly overUse: number;
}

/** One level's search for matches, with all that a sweep over it needs at hand. */
export interface Matching extends UseCounts {
  readonly map: ShiftMap;
  readonly costs: MatchCosts;
  /** What works on these arrays; null where TypeScript has to. */
  readonly kernel: KernelFunctions | null;
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
  /** What each pixel's match counts in the vote. */
  readonly voteWeights: Float32Array;
  readonly shortShift: ShortShiftPrice;
  /** Null where no line meets a growing border. */
  readonly guide: LineGuide | null;
  readonly random: SeededRandom;
  /** Null where votes lean on nothing. */
  readonly lean: Lean | null;
}

interface MatchingPlan {
  readonly lean?: Lean | null;
  readonly costs: MatchCosts;
  readonly guide?: LineGuide | null;
  readonly isQuincunx: boolean;
  readonly random: SeededRandom;
}

/** Sum-of-squares units per mean-square colour unit, for whole patches or every second pixel of them. */
export function unitOf(isQuincunx: boolean): number {
  const side = 2 * PATCH_RADIUS + 1;
  return 3 * (isQuincunx ? (side * side + 1) / 2 : side * side);
}

/**
 * Does one level's work. Its map lies where the kernel works while that lasts, so use the matching's own: what has been
 * found is in the given one when the work is done.
 */
export function withMatching<T>(map: ShiftMap, plan: MatchingPlan, work: (matching: Matching) => T): T {
  return inRoom(bytesOfMatching(map, plan.guide ?? null), (room) => {
    if (room.kernel === null) return work(startMatching(map, plan, room));
    const { level } = map;
    const lent = {
      level: { ...level, pixels: filled(room.int32(level.pixels.length), level.pixels) },
      shifts: filled(room.int32(map.shifts.length), map.shifts),
      targets: filled(room.int32(map.targets.length), map.targets),
      mirrored: map.mirrored,
    };
    const result = work(startMatching(lent, plan, room));
    level.pixels.set(lent.level.pixels);
    map.shifts.set(lent.shifts);
    return result;
  });
}

function startMatching(
  map: ShiftMap,
  { costs, isQuincunx, random, guide = null, lean = null }: MatchingPlan,
  room: Room,
): Matching {
  const { level } = map;
  const size = level.width * level.height;
  const matching = {
    map,
    costs,
    kernel: room.kernel,
    offsets: patchOffsets(PATCH_RADIUS, level.width, isQuincunx),
    unit: unitOf(isQuincunx),
    matchCost: room.float32(size),
    weights: room.uint8(size).fill(1),
    isStraddling: straddlingTargets(map, room.uint8(size)),
    sourceCost: room.float32(size),
    uses: room.int32(size),
    usePrice: priceOfUse(level, costs.overUse * unitOf(isQuincunx)),
    free: freeUses(map.targets.length, level.known),
    voteWeights: room.float32(size),
    shortShift: shortShiftPrice(level.known, costs.position, unitOf(isQuincunx)),
    guide,
    lean,
    random,
  };
  if (room.kernel !== null) tellKernel(room.kernel, matching, isQuincunx);
  if (room.kernel !== null && guide !== null) guideKernel(room, room.kernel, guide);
  return matching;
}

function filled<T extends { set(values: ArrayLike<number>): void }>(array: T, values: ArrayLike<number>): T {
  array.set(values);
  return array;
}

function bytesOfMatching({ level, targets }: ShiftMap, guide: LineGuide | null): number {
  const size = level.width * level.height;
  const floats = 4 * size;
  const bytes = roomFor(floats, floats, 4 * targets.length, size, size, ...Array<number>(4).fill(floats));
  if (guide === null) return bytes;
  return bytes + roomFor(2 * size, floats, floats, 8 * NUMBERS_OF_LINE * guide.lines.length);
}

/** Where everything is: see kernel/level.ts. */
function tellKernel(kernel: KernelFunctions, matching: Matching, isQuincunx: boolean): void {
  const { map, matchCost, weights, isStraddling, sourceCost, voteWeights, shortShift, unit } = matching;
  const { width, height, known, pixels } = map.level;
  const { position } = matching.costs;
  kernel.setFrame(width, height, known.x, known.y, known.width, known.height);
  kernel.setField(
    ...([pixels.byteOffset, map.shifts.byteOffset, map.targets.byteOffset, map.targets.length] as const),
    ...([matchCost.byteOffset, voteWeights.byteOffset] as const),
  );
  kernel.setPatches(weights.byteOffset, isStraddling.byteOffset, sourceCost.byteOffset, isQuincunx);
  kernel.setUses(matching.uses.byteOffset, matching.usePrice, matching.free);
  kernel.setPriors(
    ...([position.sidewaysAlong, position.sidewaysAcross, position.verticalAlong] as const),
    ...([position.verticalAcross, shortShift.price, shortShift.inverseReach, unit] as const),
  );
  kernel.setGuide(0, 0, 0, 0);
}

/** Of a line: its direction and its length. */
const NUMBERS_OF_LINE = 3;

function guideKernel(
  room: Room,
  kernel: KernelFunctions,
  { lineAt, priceAt, wayAt, lines }: LineGuide,
): void {
  const numbers = lines.flatMap(({ alongX, alongY, length }) => [alongX, alongY, length]);
  kernel.setGuide(
    filled(room.int16(lineAt.length), lineAt).byteOffset,
    filled(room.float32(priceAt.length), priceAt).byteOffset,
    filled(room.float32(wayAt.length), wayAt).byteOffset,
    filled(room.float64(numbers.length), numbers).byteOffset,
  );
}

function straddlingTargets({ level, targets, mirrored }: ShiftMap, mask: Uint8Array): Uint8Array {
  const { known } = level;
  if (mirrored !== null) markAround(level, mirrored, mask);
  for (const target of targets) {
    const x = target % level.width;
    const y = (target - x) / level.width;
    const touchesX = x >= known.x - PATCH_RADIUS && x < known.x + known.width + PATCH_RADIUS;
    const touchesY = y >= known.y - PATCH_RADIUS && y < known.y + known.height + PATCH_RADIUS;
    if (touchesX && touchesY) mask[target] = 1;
  }
  return mask;
}

/** Marks all patches that hold something mirrored. */
function markAround({ width, hole }: Level, mirrored: Uint8Array, mask: Uint8Array): void {
  for (const pixel of hole) {
    if (mirrored[pixel] === 0) continue;
    for (let row = -PATCH_RADIUS; row <= PATCH_RADIUS; row += 1) {
      const middle = pixel + row * width;
      // Above the frame there is nothing to mark; fill would count from the end.
      mask.fill(1, Math.max(0, middle - PATCH_RADIUS), Math.max(0, middle + PATCH_RADIUS + 1));
    }
  }
}

/** Writes a weight to every pixel that is certain: of the known part, and of its mirror images. */
export function weighKnown({ level, mirrored }: ShiftMap, weights: Uint8Array, weight: number): void {
  const { width, known, hole } = level;
  if (mirrored !== null) {
    for (const pixel of hole) if (mirrored[pixel] !== 0) weights[pixel] = weight;
  }
  for (let y = known.y; y < known.y + known.height; y += 1) {
    weights.fill(weight, y * width + known.x, y * width + known.x + known.width);
  }
}
