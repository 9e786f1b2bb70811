import type { Size } from '../../../src/domain/side.ts';
import { median, NormalEquations } from '../pixels/normalEquations.ts';
import type { BlockGrid } from './blockMeans.ts';
import { ColourBasis } from './colourBasis.ts';

const ROUNDS = 5;
/** Blocks are not independent of each other. */
const CORRELATION = 6;
const LEAST_DEVIATION = 0.4;
/** Robust cost of one block, in levels. */
const LARGEST_ERROR = 20;

/** The change of one channel: `basis`·`amounts` levels to add, or nothing where it did not pay. */
export interface ChannelFit {
  readonly basis: ColourBasis;
  readonly amounts: Float64Array | null;
  /** Robust deviation of block means from the fit, in levels. */
  readonly deviation: number;
  /** What is left in each block, in levels. */
  readonly residuals: Float64Array;
}

/**
 * Fits the change of colour from picture to source, channel by channel: Bayesian linear regression on block means, with
 * weights that let redrawn blocks drop out (IRLS: Holland and Welsch, 1977).
 *
 * @param reliability of each block from registration, 0–1
 */
export function fitColour(grid: BlockGrid, reliability: Float32Array, frame: Size): ChannelFit[] {
  const channels = grid.blocks[0]?.source.length ?? 0;
  return Array.from({ length: channels }, (_, channel) => fitChannel({ grid, reliability, frame, channel }));
}

interface ChannelRequest {
  readonly grid: BlockGrid;
  readonly reliability: Float32Array;
  readonly frame: Size;
  readonly channel: number;
}

function fitChannel({ grid, reliability, frame, channel }: ChannelRequest): ChannelFit {
  const { blocks } = grid;
  const others = (blocks[0]?.source.length ?? 1) - 1;
  const basis = new ColourBasis(frame, others);
  const rows = blocks.map((block) => {
    const row = new Float64Array(basis.size);
    const level = block.picture[channel] ?? 0;
    basis.fillTone(
      row,
      level,
      block.picture.filter((_, other) => other !== channel),
    );
    basis.fillField(row, block.x, block.y, level);
    return row;
  });
  const targets = blocks.map((block) => (block.source[channel] ?? 0) - (block.picture[channel] ?? 0));
  const usable = blocks.map((block, i) => (block.isUsable[channel] ? (reliability[i] ?? 0) : 0));
  let amounts: Float64Array = new Float64Array(basis.size);
  let residuals = Float64Array.from(targets);
  let deviation = robustDeviation(residuals, usable);
  for (let round = 0; round < ROUNDS; round += 1) {
    const cut = (round === 0 ? 3 : 2.5) * deviation;
    const equations = new NormalEquations(basis.size);
    rows.forEach((row, i) => {
      const t = (residuals[i] ?? 0) / cut;
      // The first round knows nothing of redrawn blocks yet, but registration does.
      const weight = (usable[i] ?? 0) / (1 + (round === 0 ? 0 : t * t)) ** 2;
      equations.add(row, targets[i] ?? 0, weight / (CORRELATION * deviation * deviation));
    });
    for (let i = 0; i < basis.size; i += 1) equations.addEntry(i, i, 1);
    amounts = equations.solve();
    residuals = Float64Array.from(targets, (target, i) => target - dot(rows[i], amounts));
    deviation = robustDeviation(residuals, usable);
  }
  const pays = robustCost(residuals, usable) < robustCost(targets, usable);
  const left = pays ? residuals : Float64Array.from(targets);
  return { basis, amounts: pays ? amounts : null, deviation: robustDeviation(left, usable), residuals: left };
}

export function dot(
  row: Float64Array | undefined,
  amounts: Float64Array,
  from = 0,
  to = amounts.length,
): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += (row?.[i] ?? 0) * (amounts[i] ?? 0);
  return sum;
}

function robustDeviation(residuals: Float64Array, usable: readonly number[]): number {
  const sizes = Float64Array.from(residuals, Math.abs).filter((_, i) => (usable[i] ?? 0) > 0.25);
  return Math.max(LEAST_DEVIATION, 1.4826 * median(sizes.length > 0 ? sizes : residuals.map(Math.abs)));
}

function robustCost(residuals: ArrayLike<number>, usable: readonly number[]): number {
  return usable.reduce(
    (sum, weight, i) => sum + weight * Math.min(LARGEST_ERROR, Math.abs(residuals[i] ?? 0)),
    0,
  );
}
