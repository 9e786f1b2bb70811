import type { Side } from '../domain/side.ts';
import { copiedPixels } from './blend.ts';
import { addPixel, colourBlocks, farFromNearby, holeMeans } from './colourBlocks.ts';
import { patchDistance } from './patchDistance.ts';
import { patchOffsets } from './patchPixel.ts';
import { severedLines } from './severedLines.ts';
import { NO_SHIFT, PATCH_RADIUS, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';
import { sideBorderOf } from './sideBorder.ts';
import { growingSides, sectorOf } from './sideSectors.ts';

/** What the eye dislikes in a fill, told without a look at what was really there. 0 is best in each. */
export interface FillFaults {
  /** By which factor colours change more on the way out of the border than on the same way inside, as a logarithm. */
  readonly drift: number;
  /** Root mean square by which patches across the border differ from their sources, in levels. */
  readonly misfit: number;
  /** Mean square by which all patches differ from their sources, in levels², as a logarithm. */
  readonly strain: number;
  /** Share of the strong edges that the border cuts which end there. */
  readonly severed: number;
  /** Levels by which mean colours lie outside what the source has nearby. */
  readonly veil: number;
  /** How many times what has texture is copied again. */
  readonly repetition: number;
  /** By which factor it is duller than the source near its border, as a logarithm. */
  readonly dullness: number;
}

/** What a fill is worth against others of the same frame: the smaller, the better. */
export function badnessOf({
  drift,
  misfit,
  strain,
  severed,
  veil,
  repetition,
  dullness,
}: FillFaults): number {
  // Weights by what the choice is worth by the truth, over photos and painted scenes and candidates of each; that of
  // dullness by eye: a blank wall is nearer to the truth than windows half a brick off, and worse.
  return (
    20 * drift +
    5 * Math.log(1 + misfit) +
    6 * strain +
    3 * severed +
    2 * Math.min(MAX_VEIL, veil) +
    1.5 * repetition +
    8 * dullness
  );
}

/** Of several fills with more veil than this none is the better one for having less. */
const MAX_VEIL = 1.5;

/** @param side what lies out of this side alone */
export function faultsOf(map: ShiftMap, side: Side): FillFaults {
  const { level } = map;
  const sector = sectorOf(level, growingSides(level));
  const part: Part = { map, side, isIn: (pixel) => sector(pixel) === side };
  return {
    drift: driftOf(part),
    misfit: misfitOf(part),
    strain: strainOf(part),
    severed: severedLines(level, part.isIn),
    veil: veilOf(part),
    repetition: repetitionOf(part),
    dullness: dullnessOf(part),
  };
}

/** What is judged of a fill. */
interface Part {
  readonly map: ShiftMap;
  readonly side: Side;
  readonly isIn: (pixel: number) => boolean;
}

/** How far out of the border colours are compared, as a share of the known part's short side. */
const DRIFT_REACH = 0.05;

function driftOf({ map: { level }, side }: Part): number {
  const { known, pixels } = level;
  const reach = Math.max(2, Math.round(DRIFT_REACH * Math.min(known.width, known.height)));
  let [outside, inside] = [1, 1];
  const { corner, along, outward, count, pad } = sideBorderOf(level, side);
  for (let line = 0; line < count; line += 1) {
    const edge = corner + line * along;
    for (let way = 1; way <= Math.min(pad, reach); way += 1) {
      outside += squaresBetween(pixels[edge] ?? 0, pixels[edge + way * outward] ?? 0);
      inside += squaresBetween(pixels[edge] ?? 0, pixels[edge - way * outward] ?? 0);
    }
  }
  return Math.log(outside / inside) / 2;
}

function squaresBetween(a: number, b: number): number {
  const red = (a & 255) - (b & 255);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = ((a >> 16) & 255) - ((b >> 16) & 255);
  return red * red + green * green + blue * blue;
}

function misfitOf({ map: { level, shifts, targets }, isIn }: Part): number {
  const { width, known, pixels } = level;
  const offsets = patchOffsets(PATCH_RADIUS, width);
  const isBeside = (position: number, start: number, length: number) =>
    position >= start - PATCH_RADIUS && position < start + length + PATCH_RADIUS;
  let [sum, count] = [0, 0];
  for (const target of targets) {
    const x = target % width;
    const y = (target - x) / width;
    if (!isBeside(x, known.x, known.width) || !isBeside(y, known.y, known.height) || !isIn(target)) continue;
    const shift = shifts[target] ?? NO_SHIFT;
    const source = target + shiftY(shift) * width + shiftX(shift);
    sum += patchDistance(pixels, offsets, target, source, Number.POSITIVE_INFINITY);
    count += 1;
  }
  return Math.sqrt(sum / Math.max(1, count * 3 * offsets.length));
}

function strainOf({ map: { level, shifts, targets }, isIn }: Part): number {
  const offsets = patchOffsets(PATCH_RADIUS, level.width);
  let [sum, count] = [0, 0];
  for (const target of targets) {
    if (!isIn(target)) continue;
    const shift = shifts[target] ?? NO_SHIFT;
    const source = target + shiftY(shift) * level.width + shiftX(shift);
    sum += patchDistance(level.pixels, offsets, target, source, Number.POSITIVE_INFINITY);
    count += 1;
  }
  return Math.log(1 + sum / Math.max(1, count * 3 * offsets.length));
}

const VEIL = { block: 4, reach: 0.35, free: 4 };

function veilOf({ map: { level }, isIn }: Part): number {
  const { known, pixels } = level;
  const blocks = colourBlocks(level, VEIL.block);
  const means = holeMeans(blocks, level, (sums, at, pixel) => addPixel(sums, at, pixels[pixel] ?? 0));
  const reach = VEIL.reach * Math.min(known.width, known.height);
  let [excess, count] = [0, 0];
  for (let block = 0; block < blocks.holePixels.length; block += 1) {
    if (2 * (blocks.holePixels[block] ?? 0) < VEIL.block * VEIL.block) continue;
    const column = block % blocks.columns;
    const row = Math.floor(block / blocks.columns);
    if (!isIn((row * level.width + column) * VEIL.block)) continue;
    const colour = {
      ...{ column, row },
      red: means[block * 3] ?? 0,
      green: means[block * 3 + 1] ?? 0,
      blue: means[block * 3 + 2] ?? 0,
    };
    excess += Math.max(0, farFromNearby(level, blocks, colour, reach, VEIL.free) - VEIL.free);
    count += 1;
  }
  return excess / Math.max(1, count);
}

/** As restless as ordinary grass or cloth: what is less so may come again unnoticed. */
const ENOUGH_TEXTURE = 64;
const MAX_AGAIN = 6;

function repetitionOf({ map, isIn }: Part): number {
  const { hole, pixels } = map.level;
  const copied = copiedPixels(map);
  const uses = new Int32Array(pixels.length);
  for (const pixel of hole) uses[copied[pixel] ?? 0] = (uses[copied[pixel] ?? 0] ?? 0) + 1;
  let [again, total] = [0, 1];
  for (const pixel of hole) {
    if (!isIn(pixel)) continue;
    const from = copied[pixel] ?? 0;
    const share = Math.min(1, ((pixels[from] ?? 0) >>> 24) / ENOUGH_TEXTURE);
    again += share * Math.min(MAX_AGAIN, (uses[from] ?? 1) - 1);
    total += share;
  }
  return again / total;
}

/** How deep into the source its texture is measured, as a share of its side. */
const TEXTURE_DEPTH = 0.25;
const MIN_TEXTURE = 2;

function dullnessOf({ map: { level }, side, isIn }: Part): number {
  const { hole, pixels } = level;
  let [made, madeCount, there, thereCount] = [0, 1, 0, 1];
  for (const pixel of hole) {
    if (!isIn(pixel)) continue;
    made += (pixels[pixel] ?? 0) >>> 24;
    madeCount += 1;
  }
  const { corner, along, outward, count, depth } = sideBorderOf(level, side);
  const deep = Math.max(1, Math.round(TEXTURE_DEPTH * depth));
  for (let line = 0; line < count; line += 1) {
    for (let way = 0; way < deep; way += 1) {
      there += (pixels[corner + line * along - way * outward] ?? 0) >>> 24;
      thereCount += 1;
    }
  }
  return Math.max(0, Math.log((there / thereCount + MIN_TEXTURE) / (made / madeCount + MIN_TEXTURE)));
}
