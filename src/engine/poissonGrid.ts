import { holePixels, type KnownFrame } from './frameRect.ts';

/** One grid of the multigrid solver, with a rim of one pixel all round so that no neighbour is ever missing. */
export interface PoissonGrid {
  readonly frame: KnownFrame;
  readonly stride: number;
  /** Hole pixels in reading order, in this grid's numbering (the rim counts). */
  readonly hole: Int32Array;
  /** One over (number of neighbours inside the frame + screening there), for each of `hole`. */
  readonly inverse: Float32Array;
  readonly error: Float32Array;
  readonly right: Float32Array;
  readonly residual: Float32Array;
  /** What the coarser grid says to add. */
  readonly step: Float32Array;
}

/** How a grid and the next coarser one lie over each other. */
export interface GridLink {
  /** For each hole pixel of the coarse grid: the top left one of the four fine pixels it stands for. */
  readonly corner: Int32Array;
  /** For each hole pixel of the fine grid: the coarse pixel it lies in. */
  readonly cell: Int32Array;
  /** And the steps to the coarse neighbours it lies nearest to, 0 where they would be outside the frame. */
  readonly besideX: Int32Array;
  readonly besideY: Int32Array;
}

/**
 * At this distance from the known part, as a share of its short side, the screening counts twice. Far out a correction
 * is the sum of many seams' and would drift away from every colour of the source.
 */
const FAR_SHARE = 0.3;

export function poissonGrid(frame: KnownFrame, screening: number): PoissonGrid {
  const { width, height } = frame;
  const stride = width + 2;
  const size = stride * (height + 2);
  const hole = holePixels(frame);
  const inverse = new Float32Array(hole.length);
  const { known } = frame;
  const far = FAR_SHARE * Math.min(known.width, known.height);
  for (let index = 0; index < hole.length; index += 1) {
    const pixel = hole[index] ?? 0;
    const x = pixel % width;
    const y = (pixel - x) / width;
    const neighbours = (x > 0 ? 1 : 0) + (x + 1 < width ? 1 : 0) + (y > 0 ? 1 : 0) + (y + 1 < height ? 1 : 0);
    const outX = Math.max(known.x - x, x - known.x - known.width + 1);
    const outY = Math.max(known.y - y, y - known.y - known.height + 1);
    const farness = Math.max(outX, outY) / far;
    inverse[index] = 1 / (neighbours + screening * (1 + farness * farness));
    hole[index] = (y + 1) * stride + x + 1;
  }
  return {
    frame,
    stride,
    hole,
    inverse,
    error: new Float32Array(size),
    right: new Float32Array(size),
    residual: new Float32Array(size),
    step: new Float32Array(size),
  };
}

/**
 * Half a frame, its known part rounded up and all of its hole covered: a coarse grid that is held more tightly than the
 * fine one corrects too little and converges, one that is held more loosely corrects too much and does not.
 */
export function coarserFrame({ width, height, known }: KnownFrame): KnownFrame {
  const half = {
    x: Math.ceil(known.x / 2),
    y: Math.ceil(known.y / 2),
    width: Math.ceil(known.width / 2),
    height: Math.ceil(known.height / 2),
  };
  return {
    width: half.x + Math.ceil((width - known.x) / 2),
    height: half.y + Math.ceil((height - known.y) / 2),
    known: half,
  };
}

export function linkGrids(fine: PoissonGrid, coarse: PoissonGrid): GridLink {
  const cell = new Int32Array(fine.hole.length);
  const besideX = new Int32Array(fine.hole.length);
  const besideY = new Int32Array(fine.hole.length);
  const { width, height, known } = coarse.frame;
  for (let index = 0; index < cell.length; index += 1) {
    const pixel = fine.hole[index] ?? 0;
    const column = pixel % fine.stride;
    const x = column - 1 - fine.frame.known.x;
    const y = (pixel - column) / fine.stride - 1 - fine.frame.known.y;
    const cellX = (x >> 1) + known.x + 1;
    const cellY = (y >> 1) + known.y + 1;
    cell[index] = cellY * coarse.stride + cellX;
    besideX[index] = beside(cellX, x & 1, width);
    besideY[index] = beside(cellY, y & 1, height) * coarse.stride;
  }
  return { corner: fineCorners(fine, coarse), cell, besideX, besideY };
}

/** A step to the neighbour on the side of the odd or even fine pixel, or none where it would leave the frame. */
function beside(position: number, isOdd: number, length: number): number {
  const step = isOdd === 1 ? 1 : -1;
  return position + step < 1 || position + step > length ? 0 : step;
}

/** A corner may lie on the rim, where all is 0. */
function fineCorners(fine: PoissonGrid, coarse: PoissonGrid): Int32Array {
  return coarse.hole.map((pixel) => {
    const column = pixel % coarse.stride;
    const x = column - 1 - coarse.frame.known.x;
    const y = (pixel - column) / coarse.stride - 1 - coarse.frame.known.y;
    return (2 * y + fine.frame.known.y + 1) * fine.stride + 2 * x + fine.frame.known.x + 1;
  });
}
