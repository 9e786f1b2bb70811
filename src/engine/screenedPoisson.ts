import type { KnownFrame } from './frameRect.ts';
import type { Room } from './kernel/room.ts';
import { enlarge, gatherResidual, measureResidual, relax, takeStep } from './poissonCycle.ts';
import {
  bytesOfGrid,
  coarserFrame,
  type GridLink,
  linkGrids,
  type PoissonGrid,
  poissonGrid,
  screenGrid,
} from './poissonGrid.ts';

export interface PoissonSolver {
  readonly grid: PoissonGrid;
  readonly kernel: Room['kernel'];
  /** The next coarser one, if there is any. */
  readonly coarser: { readonly solver: PoissonSolver; readonly link: GridLink } | null;
}

interface Solving {
  /** 1 / reach² beside the known part, reach in pixels; the reach grows shorter farther out. */
  readonly screening: number;
  readonly cycles: number;
}

/** A known part smaller than this is not halved again. */
const COARSEST_SIDE = 6;
/** The coarsest grid is so small that relaxation may as well go on until it has solved it, also far from the source. */
const COARSEST_SWEEPS = 64;

/** Prepares a solver for one frame. */
export function preparePoisson(frame: KnownFrame, room: Room): PoissonSolver {
  const { kernel } = room;
  const grid = poissonGrid(frame, room);
  if (isCoarsest(frame)) return { grid, kernel, coarser: null };
  const solver = preparePoisson(coarserFrame(frame), room);
  return { grid, kernel, coarser: { solver, link: linkGrids(grid, solver.grid, room) } };
}

/** How much of a room a solver takes. */
export function bytesOfPoisson(frame: KnownFrame): number {
  if (isCoarsest(frame)) return bytesOfGrid(frame, undefined);
  const coarser = coarserFrame(frame);
  return bytesOfGrid(frame, coarser) + bytesOfPoisson(coarser);
}

function isCoarsest({ known }: KnownFrame): boolean {
  return Math.min(known.width, known.height) < 2 * COARSEST_SIDE;
}

/**
 * Solves  Σ over neighbours (e(p) − e(q)) + screening · e(p) = right(p)  on the hole, with e = 0 on the known part and no
 * flow across the frame's edge, by multigrid (Briggs, Henson, McCormick 2000). Its cycles reach as far as the frame is
 * wide: plain relaxation leaves the outline of the old frame in smooth skies.
 *
 * `right` is read from the solver's grid, all channels at once, and e is left there as `error`.
 */
export function solvePoisson(solver: PoissonSolver, { screening, cycles }: Solving): void {
  screen(solver, screening);
  solver.grid.error.fill(0);
  if (cycles > 0) startFromCoarse(solver);
  for (let cycle = 1; cycle < cycles; cycle += 1) descend(solver);
}

function screen({ grid, coarser }: PoissonSolver, screening: number): void {
  screenGrid(grid, screening);
  if (coarser !== null) screen(coarser.solver, 4 * screening);
}

/** Full multigrid: the solution of the coarser grid, found in the same way, is where the first cycle starts from. */
function startFromCoarse(solver: PoissonSolver): void {
  const { grid, kernel, coarser } = solver;
  if (coarser !== null) {
    restrict(solver, coarser);
    coarser.solver.grid.error.fill(0);
    startFromCoarse(coarser.solver);
    prolong(coarser.solver.grid, grid, coarser.link, kernel);
  }
  descend(solver);
}

function descend(solver: PoissonSolver): void {
  const { grid, kernel, coarser } = solver;
  if (coarser === null) {
    for (let sweep = 0; sweep < COARSEST_SWEEPS; sweep += 1) relax(grid, sweep % 2 === 1, kernel);
    return;
  }
  relax(grid, false, kernel);
  relax(grid, true, kernel);
  restrict(solver, coarser);
  coarser.solver.grid.error.fill(0);
  descend(coarser.solver);
  prolong(coarser.solver.grid, grid, coarser.link, kernel);
  relax(grid, false, kernel);
  relax(grid, true, kernel);
}

/** What is still unsolved becomes the coarse grid's right-hand side: the sum of four, as its step is twice as long. */
function restrict(
  { grid, kernel }: PoissonSolver,
  { solver, link }: NonNullable<PoissonSolver['coarser']>,
): void {
  measureResidual(grid, kernel);
  gatherResidual(grid, solver.grid, link, kernel);
}

/**
 * Adds the coarse solution, bilinearly enlarged and as long a step of it as brings the fine solution nearest (the step
 * length that minimises the energy). A strip a few pixels wide has another width on the coarse grid, and an unmeasured
 * step could overshoot there more with every cycle.
 */
function prolong(coarse: PoissonGrid, grid: PoissonGrid, link: GridLink, kernel: Room['kernel']): void {
  enlarge(coarse, grid, link, kernel);
  takeStep(grid, kernel);
}
