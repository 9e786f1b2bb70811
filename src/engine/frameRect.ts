import type { Size } from '../domain/side.ts';

/** A rectangle of whole pixels inside a frame. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/** A frame and the part of it that is known from the start. */
export interface KnownFrame extends Size {
  readonly known: Rect;
}

/**
 * Half a frame. The known part's corner stays on a pixel corner, so that positions relative to it double exactly:
 * an odd last row or column is dropped from the known part, an odd pad is rounded up.
 */
export function halfFrame({ width, height, known }: KnownFrame): KnownFrame {
  const half = {
    x: Math.ceil(known.x / 2),
    y: Math.ceil(known.y / 2),
    width: known.width >> 1,
    height: known.height >> 1,
  };
  return {
    width: half.x + half.width + Math.ceil((width - known.x - known.width) / 2),
    height: half.y + half.height + Math.ceil((height - known.y - known.height) / 2),
    known: half,
  };
}

/** Pixel numbers (y × width + x), in reading order, of all that lies outside the known part. */
export function holePixels({ width, height, known }: KnownFrame): Int32Array {
  const pixels = new Int32Array(width * height - known.width * known.height);
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    const isKnownRow = y >= known.y && y < known.y + known.height;
    for (let x = 0; x < width; x += 1) {
      if (isKnownRow && x === known.x) x += known.width;
      if (x < width) pixels[count++] = y * width + x;
    }
  }
  return pixels;
}
