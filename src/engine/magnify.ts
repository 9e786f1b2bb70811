import { SIDES } from '../domain/side.ts';
import type { Correction } from './blend.ts';
import type { KnownFrame } from './frameRect.ts';
import { mirroredX } from './mirrorBand.ts';
import { clampToPatch, NO_SHIFT, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';

/** A frame of RGBA bytes, width × height × 4; its hole is written. */
export interface Canvas extends KnownFrame {
  readonly rgba: Uint8ClampedArray;
}

/**
 * Writes the hole at full size from a field found at a smaller one: every pixel copies source pixels as they are, through
 * the enlarged shifts of the four cells around it, and adds the cells' correction. Inside a copied piece all four agree,
 * and the copy is as sharp as the source; where pieces meet, they fade into each other over one cell.
 */
export function magnify(canvas: Canvas, map: ShiftMap, correction: Correction): void {
  const cells = completedShifts(map);
  const columns = cellWeights(canvas.width, canvas.known.x, map, 'x');
  const rows = cellWeights(canvas.height, canvas.known.y, map, 'y');
  const between = new Float32Array(map.level.width * 3);
  const work: Magnification = { canvas, map, correction, cells, columns, rows, between };
  const { known, width } = canvas;
  for (let y = 0; y < canvas.height; y += 1) {
    const isKnownRow = y >= known.y && y < known.y + known.height;
    magnifyRow(work, y, 0, isKnownRow ? known.x : width);
    if (isKnownRow) magnifyRow(work, y, known.x + known.width, width);
  }
}

/** For each position along an axis: the first of the two cells around it, the second, and the second's share. */
interface CellWeights {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float32Array;
}

interface Magnification {
  readonly canvas: Canvas;
  readonly map: ShiftMap;
  readonly correction: Correction;
  readonly cells: Int32Array;
  readonly columns: CellWeights;
  readonly rows: CellWeights;
  /** Room for one row of corrections, three floats a column of cells. */
  readonly between: Float32Array;
}

/** In the place of a shift: with the number of the side that is mirrored. No real shift is as large. */
const MIRROR = 0x7fff_0000;

/** Shifts for the whole hole, also where it is too near to the frame's edge for a patch. NO_SHIFT on the known part. */
function completedShifts({ level, shifts, mirrored }: ShiftMap): Int32Array {
  const { width, height } = level;
  const all = new Int32Array(width * height).fill(NO_SHIFT);
  for (const pixel of level.hole) {
    const mirror = mirrored?.[pixel] ?? 0;
    if (mirror !== 0) {
      all[pixel] = MIRROR + mirror;
      continue;
    }
    const x = pixel % width;
    const y = (pixel - x) / width;
    all[pixel] = shifts[clampToPatch(y, height) * width + clampToPatch(x, width)] ?? NO_SHIFT;
  }
  return all;
}

function cellWeights(length: number, origin: number, { level }: ShiftMap, axis: 'x' | 'y'): CellWeights {
  const cellOrigin = level.known[axis];
  const last = (axis === 'x' ? level.width : level.height) - 1;
  const first = new Int32Array(length);
  const second = new Int32Array(length);
  const share = new Float32Array(length);
  for (let position = 0; position < length; position += 1) {
    const cell = (position - origin + 0.5) / level.scale - 0.5 + cellOrigin;
    const low = Math.floor(cell);
    first[position] = Math.max(0, Math.min(last, low));
    second[position] = Math.max(0, Math.min(last, low + 1));
    share[position] = cell - low;
  }
  return { first, second, share };
}

function magnifyRow(work: Magnification, y: number, from: number, to: number): void {
  if (from >= to) return;
  const { canvas, map, correction, cells, columns, rows } = work;
  const { known, width, rgba } = canvas;
  const { scale } = map.level;
  const upper = (rows.first[y] ?? 0) * map.level.width;
  const lower = (rows.second[y] ?? 0) * map.level.width;
  const lowerShare = rows.share[y] ?? 0;
  const between = correctionBetween(work, y, from, to);
  const around: CellsAround = { cells: new Int32Array(4), weights: new Float32Array(4) };
  for (let x = from; x < to; x += 1) {
    const left = columns.first[x] ?? 0;
    const right = columns.second[x] ?? 0;
    const rightShare = columns.share[x] ?? 0;
    const shift = cells[upper + left] ?? NO_SHIFT;
    const isMirrored = isMirror(shift);
    const sourceX = isMirrored ? mirroredX(known, shift - MIRROR, x) : x + scale * shiftX(shift);
    const sourceY = isMirrored ? y : y + scale * shiftY(shift);
    const source = (sourceY * width + sourceX) * 4;
    const isOnePiece =
      shift !== NO_SHIFT &&
      cells[upper + right] === shift &&
      cells[lower + left] === shift &&
      cells[lower + right] === shift &&
      sourceX >= known.x &&
      sourceX < known.x + known.width &&
      sourceY >= known.y &&
      sourceY < known.y + known.height &&
      correction.alpha === null;
    if (isOnePiece) {
      // Inside one opaque piece: a copy, and the cells' correction.
      const out = (y * width + x) * 4;
      const a = left * 3;
      const b = right * 3;
      const leftShare = 1 - rightShare;
      rgba[out] = (rgba[source] ?? 0) + leftShare * (between[a] ?? 0) + rightShare * (between[b] ?? 0);
      rgba[out + 1] =
        (rgba[source + 1] ?? 0) + leftShare * (between[a + 1] ?? 0) + rightShare * (between[b + 1] ?? 0);
      rgba[out + 2] =
        (rgba[source + 2] ?? 0) + leftShare * (between[a + 2] ?? 0) + rightShare * (between[b + 2] ?? 0);
      rgba[out + 3] = 255;
      continue;
    }
    around.cells[0] = upper + left;
    around.cells[1] = upper + right;
    around.cells[2] = lower + left;
    around.cells[3] = lower + right;
    around.weights[0] = (1 - rightShare) * (1 - lowerShare);
    around.weights[1] = rightShare * (1 - lowerShare);
    around.weights[2] = (1 - rightShare) * lowerShare;
    around.weights[3] = rightShare * lowerShare;
    mixPieces(work, around, x, y);
  }
}

function isMirror(shift: number): boolean {
  return shift > MIRROR && shift <= MIRROR + SIDES.length;
}

/** The four cells around a pixel, and their bilinear weights. */
interface CellsAround {
  readonly cells: Int32Array;
  readonly weights: Float32Array;
}

/** The correction at the height of a row, between the two rows of cells around it, for the columns from…to needs. */
function correctionBetween(work: Magnification, y: number, from: number, to: number): Float32Array {
  const { map, columns, rows, between } = work;
  const { colours } = work.correction;
  const upper = (rows.first[y] ?? 0) * map.level.width * 3;
  const lower = (rows.second[y] ?? 0) * map.level.width * 3;
  const share = rows.share[y] ?? 0;
  const last = ((columns.second[to - 1] ?? 0) + 1) * 3;
  for (let at = (columns.first[from] ?? 0) * 3; at < last; at += 1) {
    between[at] = (1 - share) * (colours[upper + at] ?? 0) + share * (colours[lower + at] ?? 0);
  }
  return between;
}

/** Where pieces meet, or the source is see-through: colours mix premultiplied with alpha. */
function mixPieces(work: Magnification, around: CellsAround, x: number, y: number): void {
  const { canvas, map, correction, cells } = work;
  const { rgba, width, known } = canvas;
  const { scale } = map.level;
  const out = (y * width + x) * 4;
  let red = 0;
  let green = 0;
  let blue = 0;
  let alpha = 0;
  let total = 0;
  for (let corner = 0; corner < 4; corner += 1) {
    const weight = around.weights[corner] ?? 0;
    const cell = around.cells[corner] ?? 0;
    const shift = cells[cell] ?? NO_SHIFT;
    if (weight === 0 || shift === NO_SHIFT) continue;
    const isMirrored = isMirror(shift);
    const fromX = isMirrored ? mirroredX(known, shift - MIRROR, x) : x + scale * shiftX(shift);
    const fromY = isMirrored ? y : y + scale * shiftY(shift);
    const sourceX = Math.max(known.x, Math.min(known.x + known.width - 1, fromX));
    const sourceY = Math.max(known.y, Math.min(known.y + known.height - 1, fromY));
    const source = (sourceY * width + sourceX) * 4;
    const opacity = rgba[source + 3] ?? 0;
    const cover = opacity / 255;
    total += weight;
    red += weight * ((rgba[source] ?? 0) * cover + (correction.colours[cell * 3] ?? 0));
    green += weight * ((rgba[source + 1] ?? 0) * cover + (correction.colours[cell * 3 + 1] ?? 0));
    blue += weight * ((rgba[source + 2] ?? 0) * cover + (correction.colours[cell * 3 + 2] ?? 0));
    alpha += weight * (opacity + (correction.alpha?.[cell] ?? 0));
  }
  if (total === 0) return;
  const uncover = alpha < 1 ? 0 : 255 / alpha;
  rgba[out] = red * uncover;
  rgba[out + 1] = green * uncover;
  rgba[out + 2] = blue * uncover;
  rgba[out + 3] = alpha / total;
}
