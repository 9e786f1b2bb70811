import { hasAlpha, type Raster, withoutAlpha } from '../raster.ts';
import { bmpMetadata } from './bmpColour.ts';
import { type BmpHead, isPackedOtherwise, readBmpHead } from './bmpHead.ts';
import { unpackedRle } from './bmpRle.ts';
import type { DecodedForeign } from './decodedForeign.ts';
import { foreignSizeProblem } from './foreignSizeProblem.ts';

/**
 * Decodes a BMP; rows from the bottom up unless it says otherwise. Of one that breaks off, and that may be of any size,
 * the whole rows are the picture.
 */
export function readBmp(bytes: Buffer, isRefused: boolean): DecodedForeign {
  const head = readBmpHead(bytes);
  if (head === null) {
    return isPackedOtherwise(bytes)
      ? { problem: 'image-unreadable', reason: 'it holds a JPEG, a PNG or a fax' }
      : { problem: 'image-damaged', reason: 'its head cannot be read' };
  }
  const problem = foreignSizeProblem(head.size, { isRefused, isDeep: false });
  if (problem !== null) return { problem };
  const { width } = head.size;
  const packed = bytes.subarray(head.pixelsAt);
  const isRle = head.packing === 'rle4' || head.packing === 'rle8';
  const rows = isRle ? unpackedRle(packed, head.size, head.packing === 'rle4' ? 4 : 8) : packed;
  const rowBytes = isRle ? width : 4 * Math.ceil((width * head.bits) / 32);
  // The last one may come without what fills it up.
  const spare = isRle ? 0 : rowBytes - Math.ceil((width * head.bits) / 8);
  const height = Math.min(head.size.height, Math.floor(((rows?.length ?? 0) + spare) / rowBytes));
  const missingRows = head.size.height - height;
  if (rows === null || height === 0 || (missingRows > 0 && !isRefused)) {
    return { problem: 'image-damaged', reason: 'it breaks off' };
  }
  const channels = head.masks.alpha === 0 ? 3 : 4;
  const data = new Uint8Array(width * height * channels);
  const colourAt = isRle ? indexedColour(head, 8) : colourReader(head);
  for (let y = 0; y < height; y += 1) {
    const row = rows.subarray((head.isTopDown ? y : height - 1 - y) * rowBytes);
    for (let x = 0; x < width; x += 1) colourAt(row, x, data, (y * width + x) * channels);
  }
  const raster = { data, width, height, channels } as const;
  return { raster: isBlank(raster) ? withoutAlpha(raster) : raster, missingRows, ...bmpMetadata(bytes) };
}

/** Whether it has an alpha and nothing of it is to be seen: many writers leave 0 there and mean nothing by it. */
function isBlank({ data, channels }: Raster): boolean {
  if (!hasAlpha({ channels })) return false;
  for (let at = channels - 1; at < data.length; at += channels) if (data[at] !== 0) return false;
  return true;
}

/** Writes the colour of a pixel of a row to its place. */
type ColourReader = (row: Buffer, x: number, data: Uint8Array, at: number) => void;

function colourReader(head: BmpHead): ColourReader {
  if (head.bits <= 8) return indexedColour(head, head.bits);
  if (head.bits === 24) {
    return (row, x, data, at) => {
      for (let channel = 0; channel < 3; channel += 1) data[at + channel] = row[3 * x + 2 - channel] ?? 0;
    };
  }
  const { red, green, blue, alpha } = head.masks;
  const tables = (alpha === 0 ? [red, green, blue] : [red, green, blue, alpha]).map(levelsOf);
  return (row, x, data, at) => {
    const value = head.bits === 16 ? row.readUInt16LE(2 * x) : row.readUInt32LE(4 * x);
    tables.forEach((levels, channel) => {
      data[at + channel] = levels(value);
    });
  };
}

function indexedColour({ palette }: BmpHead, bits: number): ColourReader {
  const perByte = 8 / bits;
  const most = 2 ** bits - 1;
  return (row, x, data, at) => {
    const byte = row[Math.floor(x / perByte)] ?? 0;
    const index = (byte >> (8 - bits - (x % perByte) * bits)) & most;
    const [red = 0, green = 0, blue = 0] = palette[index] ?? [];
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
  };
}

/** The level 0–255 that a mask takes out of a value. */
function levelsOf(mask: number): (value: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most);
}
