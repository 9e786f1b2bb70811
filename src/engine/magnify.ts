import type { Correction } from './blend.ts';
import type { KnownFrame } from './frameRect.ts';
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
  for (let y = 0; y < canvas.height; y += 1) {
    const isKnownRow = y >= canvas.known.y && y < canvas.known.y + canvas.known.height;
    if (isKnownRow) {
      magnifyRow({ canvas, map, correction, cells, columns, rows }, y, 0, canvas.known.x);
      magnifyRow(
        { canvas, map, correction, cells, columns, rows },
        y,
        canvas.known.x + canvas.known.width,
        canvas.width,
      );
    } else {
      magnifyRow({ canvas, map, correction, cells, columns, rows }, y, 0, canvas.width);
    }
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
}

/** Shifts for the whole hole, also where it is too near to the frame's edge for a patch. NO_SHIFT on the known part. */
function completedShifts({ level, shifts }: ShiftMap): Int32Array {
  const { width, height } = level;
  const all = new Int32Array(width * height).fill(NO_SHIFT);
  for (const pixel of level.hole) {
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
  const { canvas, map, correction, cells, columns, rows } = work;
  const { rgba, width, known } = canvas;
  const { scale } = map.level;
  const right = known.x + known.width - 1;
  const bottom = known.y + known.height - 1;
  const upper = (rows.first[y] ?? 0) * map.level.width;
  const lower = (rows.second[y] ?? 0) * map.level.width;
  const lowerShare = rows.share[y] ?? 0;
  for (let x = from; x < to; x += 1) {
    const rightShare = columns.share[x] ?? 0;
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    let total = 0;
    for (let corner = 0; corner < 4; corner += 1) {
      const column = ((corner & 1) === 0 ? columns.first[x] : columns.second[x]) ?? 0;
      const weight =
        ((corner & 1) === 0 ? 1 - rightShare : rightShare) *
        ((corner & 2) === 0 ? 1 - lowerShare : lowerShare);
      if (weight === 0) continue;
      const cell = ((corner & 2) === 0 ? upper : lower) + column;
      const shift = cells[cell] ?? NO_SHIFT;
      if (shift === NO_SHIFT) continue;
      const sourceX = Math.max(known.x, Math.min(right, x + scale * shiftX(shift)));
      const sourceY = Math.max(known.y, Math.min(bottom, y + scale * shiftY(shift)));
      const source = (sourceY * width + sourceX) * 4;
      const opacity = rgba[source + 3] ?? 0;
      const cover = opacity / 255;
      total += weight;
      red += weight * ((rgba[source] ?? 0) * cover + (correction[cell * 3] ?? 0));
      green += weight * ((rgba[source + 1] ?? 0) * cover + (correction[cell * 3 + 1] ?? 0));
      blue += weight * ((rgba[source + 2] ?? 0) * cover + (correction[cell * 3 + 2] ?? 0));
      alpha += weight * opacity;
    }
    if (total === 0) continue;
    const out = (y * width + x) * 4;
    const uncover = alpha === 0 ? 0 : 255 / alpha;
    rgba[out] = red * uncover;
    rgba[out + 1] = green * uncover;
    rgba[out + 2] = blue * uncover;
    rgba[out + 3] = alpha / total;
  }
}
