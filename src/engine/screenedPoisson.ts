import type { KnownFrame } from './frameRect.ts';
import { coarserFrame, type GridLink, linkGrids, type PoissonGrid, poissonGrid } from './poissonGrid.ts';

export interface PoissonSolver {
  readonly grid: PoissonGrid;
  /** The next coarser one, if there is any. */
  readonly coarser: { readonly solver: PoissonSolver; readonly link: GridLink } | null;
}

/** A known part smaller than this is not halved again. */
const COARSEST_SIDE = 6;
/** The coarsest grid is so small that relaxation may as well go on until it has solved it, also far from the source. */
const COARSEST_SWEEPS = 64;

/**
 * Prepares a solver for one frame; it serves for all colour channels.
 *
 * @param screening 1 / reach² beside the known part, reach in pixels; the reach grows shorter farther out
 */
export function preparePoisson(frame: KnownFrame, screening: number): PoissonSolver {
  const grid = poissonGrid(frame, screening);
  if (Math.min(frame.known.width, frame.known.height) < 2 * COARSEST_SIDE) return { grid, coarser: null };
  const solver = preparePoisson(coarserFrame(frame), 4 * screening);
  return { grid, coarser: { solver, link: linkGrids(grid, solver.grid) } };
}

/**
 * Solves  Σ over neighbours (e(p) − e(q)) + screening · e(p) = right(p)  on the hole, with e = 0 on the known part and no
 * flow across the frame's edge, by multigrid (Briggs, Henson, McCormick 2000). Its cycles reach as far as the frame is
 * wide: plain relaxation leaves the outline of the old frame in smooth skies.
 *
 * @param right for each pixel of the hole, in reading order
 * @returns the same for e
 */
export function solvePoisson(solver: PoissonSolver, right: Float32Array, cycles: number): Float32Array {
  const { grid } = solver;
  grid.error.fill(0);
  for (let index = 0; index < right.length; index += 1) grid.right[grid.hole[index] ?? 0] = right[index] ?? 0;
  if (cycles > 0) startFromCoarse(solver);
  for (let cycle = 1; cycle < cycles; cycle += 1) descend(solver);
  const solution = new Float32Array(right.length);
  for (let index = 0; index < right.length; index += 1)
    solution[index] = grid.error[grid.hole[index] ?? 0] ?? 0;
  return solution;
}

/** Full multigrid: the solution of the coarser grid, found in the same way, is where the first cycle starts from. */
function startFromCoarse(solver: PoissonSolver): void {
  const { grid, coarser } = solver;
  if (coarser !== null) {
    restrict(grid, coarser.solver.grid, coarser.link);
    coarser.solver.grid.error.fill(0);
    startFromCoarse(coarser.solver);
    prolong(coarser.solver.grid, grid, coarser.link);
  }
  descend(solver);
}

function descend({ grid, coarser }: PoissonSolver): void {
  if (coarser === null) {
    for (let sweep = 0; sweep < COARSEST_SWEEPS; sweep += 1) relax(grid, sweep % 2 === 1);
    return;
  }
  relax(grid, false);
  relax(grid, true);
  restrict(grid, coarser.solver.grid, coarser.link);
  coarser.solver.grid.error.fill(0);
  descend(coarser.solver);
  prolong(coarser.solver.grid, grid, coarser.link);
  relax(grid, false);
  relax(grid, true);
}

/** Gauss–Seidel in reading order, or against it. */
function relax({ hole, inverse, error, right, stride }: PoissonGrid, isBackward: boolean): void {
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

/** What is still unsolved becomes the coarse grid's right-hand side: the sum of four, as its step is twice as long. */
function restrict(grid: PoissonGrid, coarse: PoissonGrid, { corner }: GridLink): void {
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
  for (let index = 0; index < corner.length; index += 1) {
    const p = corner[index] ?? 0;
    coarse.right[coarse.hole[index] ?? 0] =
      (residual[p] ?? 0) +
      (residual[p + 1] ?? 0) +
      (residual[p + stride] ?? 0) +
      (residual[p + stride + 1] ?? 0);
  }
}

/**
 * Adds the coarse solution, bilinearly enlarged and as long a step of it as brings the fine solution nearest (the step
 * length that minimises the energy). A strip a few pixels wide has another width on the coarse grid, and an unmeasured
 * step could overshoot there more with every cycle.
 */
function prolong(coarse: PoissonGrid, grid: PoissonGrid, link: GridLink): void {
  const { hole, inverse, error, residual, step, stride } = grid;
  enlarge(coarse, grid, link);
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
  for (let index = 0; index < hole.length; index += 1) {
    const p = hole[index] ?? 0;
    error[p] = (error[p] ?? 0) + length * (step[p] ?? 0);
  }
}

/** Writes the coarse solution, bilinearly enlarged, as the step to take. */
function enlarge(
  coarse: PoissonGrid,
  { hole, step }: PoissonGrid,
  { cell, besideX, besideY }: GridLink,
): void {
  const from = coarse.error;
  for (let index = 0; index < hole.length; index += 1) {
    const at = cell[index] ?? 0;
    const dx = besideX[index] ?? 0;
    const dy = besideY[index] ?? 0;
    step[hole[index] ?? 0] =
      0.5625 * (from[at] ?? 0) +
      0.1875 * ((from[at + dx] ?? 0) + (from[at + dy] ?? 0)) +
      0.0625 * (from[at + dx + dy] ?? 0);
  }
}
