import type { Size } from '../../../src/domain/side.ts';

/** In pixels; two bytes each. */
const MAX_RUN = 255;

/**
 * Unpacks the run lengths of a BMP (Microsoft, «Bitmap Compression») to one byte a pixel, from the bottom row up. What
 * is skipped is 0. Null when the end never comes, or when the bytes are too few for so many pixels.
 */
export function unpackedRle(packed: Buffer, { width, height }: Size, bits: 4 | 8): Buffer | null {
  if (width * height > (MAX_RUN * packed.length) / 2) return null;
  const rows = Buffer.alloc(width * height);
  let [x, y, at] = [0, 0, 0];
  const put = (index: number) => {
    if (x < width && y < height) rows[y * width + x] = index;
    x += 1;
  };
  /** The pixel of a stretch of bytes, two to a byte where there are four bits. */
  const indexIn = (start: number, pixel: number) => {
    const byte = packed[bits === 8 ? start + pixel : start + (pixel >> 1)] ?? 0;
    if (bits === 8) return byte;
    return pixel % 2 === 0 ? byte >> 4 : byte & 15;
  };
  while (at + 1 < packed.length) {
    const [count = 0, value = 0] = packed.subarray(at, at + 2);
    at += 2;
    if (count > 0) {
      for (let pixel = 0; pixel < count; pixel += 1) put(bits === 8 ? value : indexIn(at - 1, pixel % 2));
    } else if (value === 0) {
      [x, y] = [0, y + 1];
    } else if (value === 1) {
      return rows;
    } else if (value === 2) {
      x += packed[at] ?? 0;
      y += packed[at + 1] ?? 0;
      at += 2;
    } else {
      for (let pixel = 0; pixel < value; pixel += 1) put(indexIn(at, pixel));
      at += 2 * Math.ceil((value * bits) / 16);
    }
  }
  return y >= height ? rows : null;
}
