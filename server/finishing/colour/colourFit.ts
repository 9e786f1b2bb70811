import type { Size } from '../../../src/domain/side.ts';
import { inRoom, type Room } from '../kernel/room.ts';
import { RoomEquations } from '../kernel/roomEquations.ts';
import { median, NormalEquations } from '../pixels/normalEquations.ts';
import type { BlockGrid } from './blockMeans.ts';
import { ColourBasis } from './colourBasis.ts';

const ROUNDS = 5;
/** Blocks are not independent of each other. */
const CORRELATION = 6;
/** Enough against a prior, and little against blocks that tell: where the picture is cut off as well, its light is unknown. */
const BOUND_WEIGHT = 0.05;
const MIN_DEVIATION = 0.4;
/** Below it lie the roundings of 8 bits and of JPEG, which are alike in all blocks of a smooth picture and tell nothing. */
const MIN_EVIDENT_DEVIATION = 1;
/** Robust cost of one block, in levels. */
const MAX_ERROR = 20;

/** The change of one channel: `basis`·`amounts` levels to add, or nothing where it did not pay. */
export interface ChannelFit {
  readonly basis: ColourBasis;
  readonly amounts: Float64Array | null;
  /** Robust deviation of block means from the fit, in levels. */
  readonly deviation: number;
  /** What is left in each block, in levels. */
  readonly residuals: Float64Array;
  /** Levels of the channel for which the fit tells anything. */
  readonly levels: Range;
  /** Differences of the other channels to it, one range for each. */
  readonly differences: readonly Range[];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Fits the change of colour from picture to source, channel by channel: Bayesian linear regression on block means, with
 * weights that let redrawn blocks drop out (IRLS: Holland and Welsch, 1977).
 *
 * @param reliability of each block from registration, 0–1
 */
export function fitColour(grid: BlockGrid, reliability: Float32Array, frame: Size): ChannelFit[] {
  const channels = grid.blocks[0]?.source.length ?? 0;
  return Array.from({ length: channels }, (_, channel) =>
    inRoom((room) => fitChannel(room, { grid, reliability, frame, channel })),
  );
}

interface ChannelRequest {
  readonly grid: BlockGrid;
  readonly reliability: Float32Array;
  readonly frame: Size;
  readonly channel: number;
}

function fitChannel(room: Room, request: ChannelRequest): ChannelFit {
  const { grid, reliability, channel } = request;
  const { blocks } = grid;
  const basis = new ColourBasis(request.frame, (blocks[0]?.source.length ?? 1) - 1);
  const { size } = basis;
  const rows = basisRows(room, basis, request);
  const targets = room.doubles(blocks.length);
  blocks.forEach((block, i) => {
    targets[i] = (block.source[channel] ?? 0) - (block.picture[channel] ?? 0);
  });
  const usable = blocks.map((block, i) => (block.isUsable[channel] ? (reliability[i] ?? 0) : 0));
  const weights = room.doubles(blocks.length);
  const solve = () => {
    const equations = new NormalEquations(size);
    const sums = new RoomEquations(room, equations);
    room.kernel.addEquations(
      rows.byteOffset,
      size,
      targets.byteOffset,
      weights.byteOffset,
      blocks.length,
      sums.matrix.byteOffset,
      sums.right.byteOffset,
    );
    sums.readBack();
    for (let i = 0; i < size; i += 1) equations.addEntry(i, i, 1);
    return equations.solve();
  };
  let amounts: Float64Array = new Float64Array(size);
  const residuals = Float64Array.from(targets);
  let deviation = robustDeviation(residuals, usable);
  for (let round = 0; round < ROUNDS; round += 1) {
    const cut = (round === 0 ? 3 : 2.5) * deviation;
    const noise = CORRELATION * Math.max(MIN_EVIDENT_DEVIATION, deviation) ** 2;
    blocks.forEach((block, i) => {
      const residual = residuals[i] ?? 0;
      // The first round knows nothing of redrawn blocks yet, but registration does.
      const t = round === 0 ? 0 : residual / cut;
      const weight = breaksBound(block, channel, residual)
        ? BOUND_WEIGHT * (reliability[i] ?? 0)
        : (usable[i] ?? 0) / (1 + t * t) ** 2;
      weights[i] = weight / noise;
    });
    amounts = solve();
    fillResiduals(residuals, targets, { rows, amounts });
    deviation = robustDeviation(residuals, usable);
  }
  const pays = robustCost(residuals, usable) < robustCost(targets, usable);
  const left = pays ? residuals : Float64Array.from(targets);
  return {
    ...{ basis, amounts: pays ? amounts : null, residuals: left },
    deviation: robustDeviation(left, usable),
    ...rangesSeen(grid, channel, usable),
  };
}

/** What the basis is at each block, one after the other, in the room. */
function basisRows(room: Room, basis: ColourBasis, { grid, channel }: ChannelRequest): Float64Array {
  const { blocks } = grid;
  const { size } = basis;
  const rows = room.doubles(blocks.length * size);
  const row = new Float64Array(size);
  blocks.forEach(({ picture, x, y }, i) => {
    const level = picture[channel] ?? 0;
    basis.fillTone(
      row,
      level,
      picture.filter((_, other) => other !== channel),
    );
    basis.fillField(row, x, y, level);
    rows.set(row, i * size);
  });
  return rows;
}

/** Black stays black and white stays white: a bound counts where a fit breaks it, and then is no outlier. */
function breaksBound(
  { isUsable, bound }: BlockGrid['blocks'][number],
  channel: number,
  residual: number,
): boolean {
  if (isUsable[channel]) return false;
  return (bound[channel] === 'low' && residual < 0) || (bound[channel] === 'high' && residual > 0);
}

/** Beyond the levels that were seen, a curve may be continued for this share of their span. */
const CONTINUED = 0.5;
const OUTLIERS = 0.005;

/** A flat colour tells the change of its own levels and nothing of others: there a fitted curve runs away. */
function rangesSeen({ blocks }: BlockGrid, channel: number, usable: readonly number[]) {
  const seen = blocks.filter((_, i) => (usable[i] ?? 0) > 0.25).map(({ picture }) => picture);
  const rangeOf = (value: (picture: readonly number[]) => number): Range => {
    const sorted = Float64Array.from(seen, value).sort();
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    const [from, to] = [at(OUTLIERS), at(1 - OUTLIERS)];
    const beyond = CONTINUED * (to - from);
    return { from: from - beyond, to: to + beyond };
  };
  const own = (picture: readonly number[]) => picture[channel] ?? 0;
  const others = (blocks[0]?.picture ?? []).map((_, other) => other).filter((other) => other !== channel);
  return {
    levels: rangeOf(own),
    differences: others.map((other) => rangeOf((picture) => (picture[other] ?? 0) - own(picture))),
  };
}

/** Of as many of a row's values as there are amounts, those from `from` on. */
export function dot(row: Float64Array, amounts: Float64Array, from = 0): number {
  let sum = 0;
  for (let i = 0; i < amounts.length; i += 1) sum += (row[from + i] ?? 0) * (amounts[i] ?? 0);
  return sum;
}

/** What is left of each target once its row times the amounts is taken off. */
function fillResiduals(
  out: Float64Array,
  targets: Float64Array,
  { rows, amounts }: { readonly rows: Float64Array; readonly amounts: Float64Array },
): void {
  for (let i = 0; i < out.length; i += 1) out[i] = (targets[i] ?? 0) - dot(rows, amounts, i * amounts.length);
}

function robustDeviation(residuals: Float64Array, usable: readonly number[]): number {
  const sizes = new Float64Array(residuals.length);
  let count = 0;
  for (let i = 0; i < residuals.length; i += 1) {
    if ((usable[i] ?? 0) <= 0.25) continue;
    sizes[count] = Math.abs(residuals[i] ?? 0);
    count += 1;
  }
  return Math.max(
    MIN_DEVIATION,
    1.4826 * median(count > 0 ? sizes.subarray(0, count) : residuals.map(Math.abs)),
  );
}

function robustCost(residuals: Float64Array, usable: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < residuals.length; i += 1)
    sum += (usable[i] ?? 0) * Math.min(MAX_ERROR, Math.abs(residuals[i] ?? 0));
  return sum;
}
