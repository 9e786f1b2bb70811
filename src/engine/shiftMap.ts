import type { Level } from './level.ts';

/** Half the side of a patch, less a half: patches are 5 × 5. */
export const PATCH_RADIUS = 2;

/** Where no patch is looked for. No real shift has this value, so it never agrees with one. */
export const NO_SHIFT = 0x7fff_7fff;

/**
 * The nearest-neighbour field of Barnes et al. 2009: for every patch that touches the hole, the shift from its middle
 * to the middle of the source patch that stands in for it. Source patches lie wholly inside the known part.
 */
export interface ShiftMap {
  readonly level: Level;
  /** A shift for each pixel of the level, see packShift; NO_SHIFT where the patch does not touch the hole. */
  readonly shifts: Int32Array;
  /** The pixels that have a shift, in reading order. */
  readonly targets: Int32Array;
  /** Which pixels of the hole show a mirror image instead, see mirrorBand.ts; null where none does. */
  readonly mirrored: Uint8Array | null;
}

/**
 *    31          16 15           0
 *   │      dy      │      dx      │   both signed
 *
 * One number, so that neighbours are compared with one comparison.
 */
export function packShift(dx: number, dy: number): number {
  return (dy << 16) | (dx & 0xffff);
}

export function shiftX(shift: number): number {
  return (shift << 16) >> 16;
}

export function shiftY(shift: number): number {
  return shift >> 16;
}

export function emptyShiftMap(level: Level, mirrored: ShiftMap['mirrored'] = null): ShiftMap {
  const targets = targetPixels(level);
  const shifts = new Int32Array(level.width * level.height).fill(NO_SHIFT);
  return { level, shifts, targets, mirrored };
}

/** Middles of the patches that lie in the frame and touch the hole, in reading order. */
function targetPixels({ width, height, known }: Level): Int32Array {
  const r = PATCH_RADIUS;
  const inner = {
    left: known.x + r,
    right: known.x + known.width - r,
    top: known.y + r,
    bottom: known.y + known.height - r,
  };
  const pixels: number[] = [];
  for (let y = r; y < height - r; y += 1) {
    const isInnerRow = y >= inner.top && y < inner.bottom && inner.left < inner.right;
    for (let x = r; x < width - r; x += 1) {
      if (isInnerRow && x === inner.left) x = inner.right;
      if (x < width - r) pixels.push(y * width + x);
    }
  }
  return Int32Array.from(pixels);
}

/**
 * The field of another level of the same source, brought to this one. From the next coarser level each pixel takes the
 * doubled shift of the cell it lies in, so that all four pixels of a cell stay neighbours in the source; from a frame of
 * another shape it takes its own shift, or the nearest there is. Positions count from the known part's corner.
 */
export function carriedShiftMap(other: ShiftMap, level: Level): ShiftMap {
  const carried = emptyShiftMap(level, carriedMirrors(other, level));
  const { known } = level;
  const from = other.level;
  const times = from.scale / level.scale;
  for (const target of carried.targets) {
    const x = target % level.width;
    const y = (target - x) / level.width;
    const cellX = clampToPatch(Math.floor((x - known.x) / times) + from.known.x, from.width);
    const cellY = clampToPatch(Math.floor((y - known.y) / times) + from.known.y, from.height);
    const shift = other.shifts[cellY * from.width + cellX] ?? NO_SHIFT;
    const dx = shift === NO_SHIFT ? 0 : times * shiftX(shift);
    const dy = shift === NO_SHIFT ? 0 : times * shiftY(shift);
    const sourceX = known.x + clampToPatch(x + dx - known.x, known.width);
    const sourceY = known.y + clampToPatch(y + dy - known.y, known.height);
    carried.shifts[target] = packShift(sourceX - x, sourceY - y);
  }
  return carried;
}

/** The nearest position whose patch lies within 0…length−1. */
export function clampToPatch(position: number, length: number): number {
  return Math.max(PATCH_RADIUS, Math.min(length - 1 - PATCH_RADIUS, position));
}

/** The nearest position within 0…length−1. */
function clamp(position: number, length: number): number {
  return Math.max(0, Math.min(length - 1, position));
}

/**
 * What is mirrored, cell by cell, brought to another level of the same source. Where the known part's length is odd, the
 * last column or row lies beyond the coarser frame: it takes the last cell.
 */
function carriedMirrors({ mirrored, level: from }: ShiftMap, level: Level): Uint8Array | null {
  if (mirrored === null) return null;
  const times = from.scale / level.scale;
  const carried = new Uint8Array(level.width * level.height);
  for (const pixel of level.hole) {
    const x = pixel % level.width;
    const y = (pixel - x) / level.width;
    const cellX = clamp(Math.floor((x - level.known.x) / times) + from.known.x, from.width);
    const cellY = clamp(Math.floor((y - level.known.y) / times) + from.known.y, from.height);
    carried[pixel] = mirrored[cellY * from.width + cellX] ?? 0;
  }
  return carried;
}
