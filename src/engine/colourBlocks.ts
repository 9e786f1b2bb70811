import type { Level } from './level.ts';

/** Mean colours of the square blocks of a level, those of the known part and those of the hole apart. */
export interface ColourBlocks {
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** Three floats a block: red, green, blue. */
  readonly known: Float32Array;
  /** Known pixels in each block. */
  readonly knownPixels: Int32Array;
  readonly holePixels: Int32Array;
}

export function colourBlocks({ width, height, known, pixels }: Level, side: number): ColourBlocks {
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  const blocks = {
    ...{ side, columns, rows },
    known: new Float32Array(columns * rows * 3),
    knownPixels: new Int32Array(columns * rows),
    holePixels: new Int32Array(columns * rows),
  };
  for (let y = 0; y < height; y += 1) {
    const isKnownRow = y >= known.y && y < known.y + known.height;
    for (let x = 0; x < width; x += 1) {
      const block = Math.floor(y / side) * columns + Math.floor(x / side);
      if (!isKnownRow || x < known.x || x >= known.x + known.width) {
        blocks.holePixels[block] = (blocks.holePixels[block] ?? 0) + 1;
        continue;
      }
      const pixel = pixels[y * width + x] ?? 0;
      blocks.knownPixels[block] = (blocks.knownPixels[block] ?? 0) + 1;
      blocks.known[block * 3] = (blocks.known[block * 3] ?? 0) + (pixel & 255);
      blocks.known[block * 3 + 1] = (blocks.known[block * 3 + 1] ?? 0) + ((pixel >> 8) & 255);
      blocks.known[block * 3 + 2] = (blocks.known[block * 3 + 2] ?? 0) + ((pixel >> 16) & 255);
    }
  }
  for (let at = 0; at < blocks.known.length; at += 1) {
    blocks.known[at] = (blocks.known[at] ?? 0) / Math.max(1, blocks.knownPixels[Math.floor(at / 3)] ?? 0);
  }
  return blocks;
}

/** Side of the blocks that a correction is judged by, as a share of the known part's short side, and at least so many pixels. */
const BLOCK_SHARE = 1 / 40;
const MIN_BLOCK = 4;

/** The blocks that a blend's correction is judged by. */
export function correctionBlocks(level: Level): ColourBlocks {
  const short = Math.min(level.known.width, level.known.height);
  return colourBlocks(level, Math.max(MIN_BLOCK, Math.round(BLOCK_SHARE * short)));
}

/** Adds what a plane of colours, three floats a pixel, has at a pixel. */
export function addColours(means: Float32Array, at: number, colours: Float32Array, pixel: number): void {
  for (let channel = 0; channel < 3; channel += 1) {
    means[at + channel] = (means[at + channel] ?? 0) + (colours[pixel * 3 + channel] ?? 0);
  }
}

/** Means of what a plane of colours, three floats a pixel, has in the hole. */
export function holeMeans(
  { columns, holePixels, known, side }: ColourBlocks,
  { width, hole }: Level,
  addTo: (means: Float32Array, at: number, pixel: number) => void,
): Float32Array {
  const means = new Float32Array(known.length);
  for (const pixel of hole) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    addTo(means, (Math.floor(y / side) * columns + Math.floor(x / side)) * 3, pixel);
  }
  for (let at = 0; at < means.length; at += 1) {
    means[at] = (means[at] ?? 0) / Math.max(1, holePixels[Math.floor(at / 3)] ?? 0);
  }
  return means;
}

export function addPixel(means: Float32Array, at: number, pixel: number): void {
  means[at] = (means[at] ?? 0) + (pixel & 255);
  means[at + 1] = (means[at + 1] ?? 0) + ((pixel >> 8) & 255);
  means[at + 2] = (means[at + 2] ?? 0) + ((pixel >> 16) & 255);
}

/** A colour, 0–255 a channel, and the block whose surroundings are asked. */
export interface PlacedColour {
  readonly column: number;
  readonly row: number;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/**
 * How far a colour lies from the nearest one that the known part has nearby, in levels (root mean square of the
 * channels). Nearby is counted from the known block that is nearest.
 *
 * @param reach in pixels
 * @param enough a distance that is as good as 0: the search ends there
 */
export function farFromNearby(
  { known: { x, y, width, height } }: Level,
  { side, columns, known, knownPixels }: ColourBlocks,
  { column, row, red, green, blue }: PlacedColour,
  reach: number,
  enough: number,
): number {
  const [left, right] = [Math.floor(x / side), Math.floor((x + width - 1) / side)];
  const [top, bottom] = [Math.floor(y / side), Math.floor((y + height - 1) / side)];
  const nearX = Math.max(left, Math.min(right, column));
  const nearY = Math.max(top, Math.min(bottom, row));
  const radius = Math.ceil(reach / side);
  const enoughSquares = 3 * enough * enough;
  let least = Number.POSITIVE_INFINITY;
  for (let v = Math.max(top, nearY - radius); v <= Math.min(bottom, nearY + radius); v += 1) {
    for (let u = Math.max(left, nearX - radius); u <= Math.min(right, nearX + radius); u += 1) {
      const block = v * columns + u;
      if (2 * (knownPixels[block] ?? 0) < side * side) continue;
      const r = (known[block * 3] ?? 0) - red;
      const g = (known[block * 3 + 1] ?? 0) - green;
      const b = (known[block * 3 + 2] ?? 0) - blue;
      const squares = r * r + g * g + b * b;
      if (squares >= least) continue;
      least = squares;
      if (least <= enoughSquares) return Math.sqrt(least / 3);
    }
  }
  return Math.sqrt(least / 3);
}
