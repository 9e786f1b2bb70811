import { halfFrame, holePixels, type KnownFrame } from './frameRect.ts';

/**
 * One grid of the multigrid solver, with a rim of one pixel all round so that no neighbour is ever missing.
 * Solves  Σ over neighbours (e(p) − e(q)) + screening · e(p) = right(p)  on the hole, with e = 0 on the known part and no
 * flow across the frame's edge.
 */
interface Grid {
  readonly frame: KnownFrame;
  readonly stride: number;
  /** Hole pixels, in this grid's numbering. */
  readonly hole: Int32Array;
  /** One over (number of neighbours inside the frame + screening), for each hole pixel in the order of `hole`. */
  readonly inverse: Float32Array;
  readonly isHole: Uint8Array;
  readonly error: Float32Array;
  readonly right: Float32Array;
  readonly residual: Float32Array;
  /** What the coarser grid says to add. */
  readonly step: Float32Array;
}

export interface PoissonSolver {
  readonly grids: readonly Grid[];
}

const COARSEST_SIDE = 6;
/** The coarsest grid is so small that relaxation may as well go on until it has solved it, also far from the source. */
const COARSEST_SWEEPS = 160;

/** Prepares grids for one frame; they serve for all colour channels. Screening: 1 / reach² in pixels. */
export function preparePoisson(frame: KnownFrame, screening: number): PoissonSolver {
  const grids: Grid[] = [gridOf(frame, screening)];
  for (
    let half = halfFrame(frame), weight = 4 * screening;
    isWorthAGrid(half);
    half = halfFrame(half), weight *= 4
  ) {
    grids.push(gridOf(half, weight));
  }
  return { grids };
}

function isWorthAGrid({ known }: KnownFrame): boolean {
  return Math.min(known.width, known.height) >= COARSEST_SIDE;
}

function gridOf(frame: KnownFrame, screening: number): Grid {
  const { width, height } = frame;
  const stride = width + 2;
  const size = stride * (height + 2);
  const hole = holePixels(frame);
  const inverse = new Float32Array(hole.length);
  const isHole = new Uint8Array(size);
  for (let index = 0; index < hole.length; index += 1) {
    const pixel = hole[index] ?? 0;
    const x = pixel % width;
    const y = (pixel - x) / width;
    const neighbours = (x > 0 ? 1 : 0) + (x + 1 < width ? 1 : 0) + (y > 0 ? 1 : 0) + (y + 1 < height ? 1 : 0);
    inverse[index] = 1 / (neighbours + screening);
    hole[index] = (y + 1) * stride + x + 1;
    isHole[hole[index] ?? 0] = 1;
  }
  return {
    frame,
    stride,
    hole,
    inverse,
    isHole,
    error: new Float32Array(size),
    right: new Float32Array(size),
    residual: new Float32Array(size),
    step: new Float32Array(size),
  };
}

/**
 * Solves for one right-hand side by multigrid V-cycles (Briggs, Henson, McCormick 2000), which reach as far as the frame
 * is wide: plain relaxation leaves the outline of the old frame in smooth skies.
 *
 * @param right for each pixel of the frame, width × height; only the hole's are read
 * @returns the grid that holds the solution; its `error` is overwritten by the next call
 */
export function solvePoisson(
  { grids }: PoissonSolver,
  right: Float32Array,
  cycles: number,
): Grid | undefined {
  const finest = grids[0];
  if (finest === undefined) return undefined;
  const { width } = finest.frame;
  finest.error.fill(0);
  for (const pixel of finest.hole) {
    const x = (pixel % finest.stride) - 1;
    const y = Math.floor(pixel / finest.stride) - 1;
    finest.right[pixel] = right[y * width + x] ?? 0;
  }
  for (let cycle = 0; cycle < cycles; cycle += 1) descend(grids, 0);
  return finest;
}

function descend(grids: readonly Grid[], index: number): void {
  const grid = grids[index];
  if (grid === undefined) return;
  const coarse = grids[index + 1];
  if (coarse === undefined) {
    for (let sweep = 0; sweep < COARSEST_SWEEPS; sweep += 1) relax(grid, sweep % 2 === 1);
    return;
  }
  relax(grid, false);
  relax(grid, true);
  restrict(grid, coarse);
  coarse.error.fill(0);
  descend(grids, index + 1);
  prolong(coarse, grid);
  relax(grid, false);
  relax(grid, true);
}

/** Gauss–Seidel in reading order, or against it. */
function relax({ hole, inverse, error, right, stride }: Grid, isBackward: boolean): void {
  for (let order = 0; order < hole.length; order += 1) {
    const index = isBackward ? hole.length - 1 - order : order;
    const p = hole[index] ?? 0;
    error[p] =
      ((error[p - 1] ?? 0) +
        (error[p + 1] ?? 0) +
        (error[p - stride] ?? 0) +
        (error[p + stride] ?? 0) +
        (right[p] ?? 0)) *
      (inverse[index] ?? 0);
  }
}

function restrict(grid: Grid, coarse: Grid): void {
  const { hole, inverse, error, right, stride, residual } = grid;
  for (let index = 0; index < hole.length; index += 1) {
    const p = hole[index] ?? 0;
    residual[p] =
      (right[p] ?? 0) +
      (error[p - 1] ?? 0) +
      (error[p + 1] ?? 0) +
      (error[p - stride] ?? 0) +
      (error[p + stride] ?? 0) -
      (error[p] ?? 0) / (inverse[index] ?? 1);
  }
  for (const cell of coarse.hole) {
    const corner = fineCorner(grid, coarse, cell);
    coarse.right[cell] =
      (residual[corner] ?? 0) +
      (residual[corner + 1] ?? 0) +
      (residual[corner + stride] ?? 0) +
      (residual[corner + stride + 1] ?? 0);
  }
}

/** The top left one of the four fine pixels that a coarse cell stands for. It may lie on the rim, where all is 0. */
function fineCorner(grid: Grid, coarse: Grid, cell: number): number {
  const x = (cell % coarse.stride) - 1 - coarse.frame.known.x;
  const y = Math.floor(cell / coarse.stride) - 1 - coarse.frame.known.y;
  const fineX = Math.max(0, Math.min(grid.frame.width, 2 * x + grid.frame.known.x + 1));
  const fineY = Math.max(0, Math.min(grid.frame.height, 2 * y + grid.frame.known.y + 1));
  return fineY * grid.stride + fineX;
}

/**
 * Adds the coarse solution, bilinearly enlarged and as long a step of it as brings the fine solution nearest (the step
 * length that minimises the energy). A strip a few pixels wide is half a cell wider on the coarse grid, and
 * an unmeasured step would overshoot there more with every cycle.
 */
function prolong(coarse: Grid, grid: Grid): void {
  const { hole, inverse, error, residual, step, stride } = grid;
  enlarge(coarse, grid);
  let gain = 0;
  let cost = 0;
  for (let index = 0; index < hole.length; index += 1) {
    const p = hole[index] ?? 0;
    const here = step[p] ?? 0;
    const around =
      (step[p - 1] ?? 0) + (step[p + 1] ?? 0) + (step[p - stride] ?? 0) + (step[p + stride] ?? 0);
    gain += here * (residual[p] ?? 0);
    cost += here * (here / (inverse[index] ?? 1) - around);
  }
  const length = cost > 0 ? gain / cost : 0;
  for (const p of hole) error[p] = (error[p] ?? 0) + length * (step[p] ?? 0);
}

/** Writes the coarse solution, bilinearly enlarged, as the step to take. */
function enlarge(coarse: Grid, grid: Grid): void {
  const { frame, stride, hole, step } = grid;
  const { known } = coarse.frame;
  for (const pixel of hole) {
    const x = (pixel % stride) - 1 - frame.known.x;
    const y = Math.floor(pixel / stride) - 1 - frame.known.y;
    const cellX = Math.min(coarse.frame.width - 1, (x >> 1) + known.x) + 1;
    const cellY = Math.min(coarse.frame.height - 1, (y >> 1) + known.y) + 1;
    const cell = cellY * coarse.stride + cellX;
    const besideX = beside(cellX, (x & 1) === 1 ? 1 : -1, coarse.frame.width);
    const besideY = beside(cellY, (y & 1) === 1 ? 1 : -1, coarse.frame.height) * coarse.stride;
    step[pixel] =
      0.5625 * (coarse.error[cell] ?? 0) +
      0.1875 * ((coarse.error[cell + besideX] ?? 0) + (coarse.error[cell + besideY] ?? 0)) +
      0.0625 * (coarse.error[cell + besideX + besideY] ?? 0);
  }
}

/** A step to the neighbour, or none where it would leave the frame. */
function beside(position: number, step: number, length: number): number {
  return position + step < 1 || position + step > length ? 0 : step;
}
