import type { KnownFrame } from './frameRect.ts';
import { type Room, roomFor } from './kernel/room.ts';

/** Red, green, blue and alpha are solved for together, side by side. */
export const CHANNELS = 4;

/** One grid of the multigrid solver, with a rim of one cell all round so that no neighbour is ever missing. */
export interface PoissonGrid {
  readonly frame: KnownFrame;
  readonly stride: number;
  /** The hole, row by row: number of a span's first cell (the rim counts) and how many cells it has. */
  readonly spans: Int32Array;
  /** One over (number of neighbours inside the frame + screening there), for each cell of the hole in reading order. */
  readonly inverse: Float32Array;
  /** As the other three, CHANNELS numbers for each cell; 0 outside of the hole. */
  readonly error: Float32Array;
  readonly right: Float32Array;
  readonly residual: Float32Array;
  /** What the coarser grid says to add. */
  readonly step: Float32Array;
}

/** How a grid and the next coarser one lie over each other. */
export interface GridLink {
  /** For each span of the coarse grid: the top left one of the four fine cells that its first cell stands for. */
  readonly corners: Int32Array;
  /** For each span of the fine grid: the first cell of the coarse row it lies in, and the step to the row beside it. */
  readonly rows: Int32Array;
  /** For each column of the fine grid: the coarse column it lies in, and the step to the column beside it. */
  readonly columns: Int32Array;
}

/**
 * At this distance from the known part, as a share of its short side, the screening counts twice. Far out a correction
 * is the sum of many seams' and would drift away from every colour of the source.
 */
const FAR_SHARE = 0.3;

export function poissonGrid(frame: KnownFrame, room: Room): PoissonGrid {
  const stride = frame.width + 2;
  const values = stride * (frame.height + 2) * CHANNELS;
  const spans = room.int32(2 * spanCount(frame));
  forEachSpan(frame, (span, x, y, count) => {
    spans[2 * span] = (y + 1) * stride + x + 1;
    spans[2 * span + 1] = count;
  });
  return {
    frame,
    stride,
    spans,
    inverse: room.float32(holeSize(frame)),
    error: room.float32(values),
    right: room.float32(values),
    residual: room.float32(values),
    step: room.float32(values),
  };
}

/** Bytes that a grid takes of a room, and its link to the next coarser one. */
export function bytesOfGrid(frame: KnownFrame, coarser: KnownFrame | undefined): number {
  const values = 4 * CHANNELS * (frame.width + 2) * (frame.height + 2);
  const spans = 4 * spanCount(frame);
  const grid = roomFor(2 * spans, 4 * holeSize(frame), values, values, values, values);
  if (coarser === undefined) return grid;
  return grid + roomFor(4 * spanCount(coarser), 2 * spans, 8 * (frame.width + 2));
}

function holeSize({ width, height, known }: KnownFrame): number {
  return width * height - known.width * known.height;
}

function spanCount({ width, height, known }: KnownFrame): number {
  const beside = (known.x > 0 ? 1 : 0) + (known.x + known.width < width ? 1 : 0);
  return height - known.height + beside * known.height;
}

/** The hole's pieces of rows, in reading order. */
function forEachSpan(
  { width, height, known }: KnownFrame,
  visit: (span: number, x: number, y: number, count: number) => void,
): void {
  let span = 0;
  const right = known.x + known.width;
  for (let y = 0; y < height; y += 1) {
    const isKnownRow = y >= known.y && y < known.y + known.height;
    const first = isKnownRow ? known.x : width;
    if (first > 0) visit(span++, 0, y, first);
    if (isKnownRow && right < width) visit(span++, right, y, width - right);
  }
}

/** @param screening beside the known part; farther out it grows */
export function screenGrid({ frame, inverse }: PoissonGrid, screening: number): void {
  const { width, height, known } = frame;
  const far = FAR_SHARE * Math.min(known.width, known.height);
  let index = 0;
  forEachSpan(frame, (_, from, y, count) => {
    const outY = Math.max(known.y - y, y - known.y - known.height + 1);
    const vertical = (y > 0 ? 1 : 0) + (y + 1 < height ? 1 : 0);
    for (let x = from; x < from + count; x += 1) {
      const neighbours = vertical + (x > 0 ? 1 : 0) + (x + 1 < width ? 1 : 0);
      const outX = Math.max(known.x - x, x - known.x - known.width + 1);
      const farness = Math.max(outX, outY) / far;
      inverse[index++] = 1 / (neighbours + screening * (1 + farness * farness));
    }
  });
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

export function linkGrids(fine: PoissonGrid, coarse: PoissonGrid, room: Room): GridLink {
  const corners = room.int32(coarse.spans.length / 2);
  const rows = room.int32(fine.spans.length);
  const columns = room.int32(2 * fine.stride);
  const { known } = fine.frame;
  const coarseKnown = coarse.frame.known;
  // A corner may lie on the rim, where all is 0.
  forEachSpan(coarse.frame, (span, x, y) => {
    const fineX = 2 * (x - coarseKnown.x) + known.x;
    const fineY = 2 * (y - coarseKnown.y) + known.y;
    corners[span] = (fineY + 1) * fine.stride + fineX + 1;
  });
  forEachSpan(fine.frame, (span, _, y) => {
    const cellY = ((y - known.y) >> 1) + coarseKnown.y + 1;
    rows[2 * span] = cellY * coarse.stride;
    rows[2 * span + 1] = beside(cellY, (y - known.y) & 1, coarse.frame.height) * coarse.stride;
  });
  for (let x = 0; x < fine.frame.width; x += 1) {
    const cellX = ((x - known.x) >> 1) + coarseKnown.x + 1;
    columns[2 * (x + 1)] = cellX;
    columns[2 * (x + 1) + 1] = beside(cellX, (x - known.x) & 1, coarse.frame.width);
  }
  return { corners, rows, columns };
}

/** A step to the neighbour on the side of the odd or even fine cell, or none where it would leave the frame. */
function beside(position: number, isOdd: number, length: number): number {
  const step = isOdd === 1 ? 1 : -1;
  return position + step < 1 || position + step > length ? 0 : step;
}
