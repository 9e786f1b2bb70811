import type { Crop } from '../../src/domain/crop.ts';
import type { Size } from '../../src/domain/side.ts';
import type { OpenedImage } from '../images/openImage.ts';
import { type Metadata, sharp } from '../images/sharpSetup.ts';

/** Columns that stand for a row. */
const COLUMNS = 64;
/** As long as reading every pixel of the largest may take. */
const SECONDS = 120;

/**
 * The part of an image that breaks off which decoders did read, upright; null where that is nothing. Decoders go on in
 * one colour behind it, or repeat the last row.
 *
 * @throws Error when they do not hand out anything.
 */
export async function partThere(file: string, { metadata, size }: OpenedImage): Promise<Crop | null> {
  const { width, height } = metadata;
  const { data, info } = await sharp(file, { limitInputPixels: false, failOn: 'none' })
    .timeout({ seconds: SECONDS })
    .resize({ width: Math.min(width, COLUMNS), height, fit: 'fill', fastShrinkOnLoad: false })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const seen = rowsThere(data, { width: info.width * info.channels, height }, info.channels);
  const isInBlocks = metadata.format === 'jpeg' && !metadata.isProgressive && seen < height;
  const rows = isInBlocks ? await wholeBlocks(file, metadata, seen) : seen;
  return rows === 0 ? null : uprightPart(size, rows, metadata.orientation ?? 1);
}

/** Rows above those at the end that are all alike; a last one that holds more than one colour is there itself. */
function rowsThere(data: Uint8Array, { width, height }: Size, channels: number): number {
  const row = (y: number) => data.subarray(y * width, (y + 1) * width);
  const last = row(height - 1);
  let y = height - 1;
  while (y > 0 && row(y - 1).every((value, i) => value === last[i])) y -= 1;
  const isPlain = last.every((value, i) => value === last[i % channels]);
  return isPlain ? y : y + 1;
}

/** Blocks are half as many lines of colour where it is halved downwards (ITU-T T.81, A.1.1). */
const BLOCK = 8;
const HALVED = new Set(['4:2:0', '4:1:0', '4:4:0']);

/**
 * The rows of a JPEG in blocks that came. Behind the one in which it breaks off its row goes on in one colour, so that its
 * last column tells; colour that is halved downwards reaches one row up from there.
 */
async function wholeBlocks(
  file: string,
  { width, height, chromaSubsampling = '' }: Metadata,
  rows: number,
): Promise<number> {
  const isHalved = HALVED.has(chromaSubsampling);
  const side = isHalved ? 2 * BLOCK : BLOCK;
  const end = Math.min(height, Math.round(rows / side) * side);
  const top = Math.max(0, end - side);
  // Colour is smoothed across the edges of blocks.
  const lastColumn = { left: width - BLOCK, top: top + 2, width: BLOCK, height: end - top - 4 };
  if (width < BLOCK || lastColumn.height <= 0) return top;
  const { data, info } = await sharp(file, { limitInputPixels: false, failOn: 'none' })
    .timeout({ seconds: SECONDS })
    .extract(lastColumn)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const isWhole = data.some((value, at) => value !== data[at % info.channels]);
  return Math.max(0, (isWhole ? end : top) - (isHalved ? 1 : 0));
}

/** Where the first rows of a file lie once it is turned as its orientation says (CIPA DC-008, 4.6.4). */
function uprightPart({ width, height }: Size, rows: number, orientation: number): Crop {
  switch (orientation) {
    case 3:
    case 4:
      return { left: 0, top: height - rows, width, height: rows };
    case 5:
    case 8:
      return { left: 0, top: 0, width: rows, height };
    case 6:
    case 7:
      return { left: width - rows, top: 0, width: rows, height };
    default:
      return { left: 0, top: 0, width, height: rows };
  }
}
