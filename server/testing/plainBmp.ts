import type { Size } from '../../src/domain/side.ts';

/** How a BMP lays out a picture; left out: as most programs write it. */
export interface BmpLayout {
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly code?: number;
  readonly headBytes?: 40 | 108 | 124;
  readonly masks?: readonly number[];
  readonly palette?: readonly (readonly number[])[];
  readonly isTopDown?: boolean;
  /** Packed pixels; left out: rows made by `put`. */
  readonly packed?: Buffer;
  /** Writes a pixel into its row. */
  readonly put?: (row: Buffer, x: number, y: number) => void;
}

/** A BMP written by hand, since nothing in use writes the odd ones (Microsoft, BITMAPINFOHEADER). */
export function plainBmp({ width, height }: Size, layout: BmpLayout): Buffer {
  const { bits, code = 0, headBytes = 40, masks = [], palette = [], isTopDown = false } = layout;
  const behindHead = headBytes === 40 ? 4 * masks.length : 0;
  const pixelsAt = 14 + headBytes + behindHead + 4 * palette.length;
  const head = Buffer.alloc(pixelsAt);
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(pixelsAt, 10);
  head.writeUInt32LE(headBytes, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(isTopDown ? -height : height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(code, 30);
  for (const [i, mask] of masks.entries()) head.writeUInt32LE(mask, 54 + 4 * i);
  for (const [i, [red = 0, green = 0, blue = 0]] of palette.entries()) {
    head.set([blue, green, red, 0], pixelsAt - 4 * (palette.length - i));
  }
  const rowBytes = 4 * Math.ceil((width * bits) / 32);
  const rows = layout.packed ?? Buffer.alloc(rowBytes * height);
  for (let y = 0; layout.put && y < height; y += 1) {
    const start = (isTopDown ? y : height - 1 - y) * rowBytes;
    const row = rows.subarray(start, start + rowBytes);
    for (let x = 0; x < width; x += 1) layout.put(row, x, y);
  }
  const bytes = Buffer.concat([head, rows]);
  bytes.writeUInt32LE(bytes.length, 2);
  return bytes;
}
