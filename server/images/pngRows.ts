import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflate } from 'node:zlib';
import { COLOUR_TYPES, isPng, PNG_HEAD_BYTES, PNG_SIGNATURE_BYTES } from './pngChunks.ts';
import { unfilterRow } from './pngFilters.ts';
import type { Row, StreamedImage } from './rowImage.ts';

const PIECE_BYTES = 1 << 18;

/**
 * A PNG's own values row by row, unpacked once and never whole in memory; null of one whose rows do not lie one after
 * the other with a value or more to a pixel: interlaced, with a palette, or of fewer than 8 bits. Transparency that is
 * told as a colour (tRNS) is not looked at.
 */
export async function pngRows(file: string): Promise<StreamedImage | null> {
  const head = await headOf(file);
  if (!isPng(head) || head.byteLength < PNG_HEAD_BYTES) return null;
  // PNG, third edition, 11.2.1.
  const [bits, colourType, interlace] = [head.readUInt8(24), head.readUInt8(25), head.readUInt8(28)];
  const channels = ([1, 2, 3, 4] as const).find((count) => COLOUR_TYPES[count] === colourType);
  if (channels === undefined || interlace !== 0 || !(bits === 8 || bits === 16)) return null;
  const image = { width: head.readUInt32BE(16), height: head.readUInt32BE(20), channels, bits } as const;
  return { ...image, rows: unpackedRows(file, image) };
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(PNG_HEAD_BYTES), 0, PNG_HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** @throws Error when the file breaks off or is damaged. */
async function* unpackedRows(
  file: string,
  { width, height, channels, bits }: Omit<StreamedImage, 'rows'>,
): AsyncGenerator<Row> {
  const pixelBytes = (channels * bits) / 8;
  const rowBytes = width * pixelBytes;
  let [above, own] = [Buffer.alloc(rowBytes + 1), Buffer.alloc(rowBytes + 1)];
  const values = bits === 16 ? new Uint16Array(width * channels) : new Uint8Array(width * channels);
  let [filled, rows] = [0, 0];
  for await (const piece of inflated(file)) {
    for (let at = 0; at < piece.byteLength && rows < height; ) {
      const taken = piece.copy(own, filled, at);
      at += taken;
      filled += taken;
      if (filled <= rowBytes) break;
      unfilterRow(own, above, pixelBytes);
      readValues(own, values);
      yield values;
      [above, own] = [own, above];
      filled = 0;
      rows += 1;
    }
  }
  if (rows < height) throw new Error('The PNG breaks off.');
}

async function* inflated(file: string): AsyncGenerator<Buffer> {
  const inflate = createInflate({ chunkSize: PIECE_BYTES });
  // What goes wrong in it is thrown where it is read.
  const ended = pipeline(packedPixels(file), inflate).catch(() => undefined);
  for await (const piece of inflate) yield piece;
  await ended;
}

/** What lies in the IDAT chunks, piece by piece. */
async function* packedPixels(file: string): AsyncGenerator<Buffer> {
  const header = Buffer.alloc(8);
  let [filled, left, isPixels] = [0, 0, false];
  for await (const piece of createReadStream(file, {
    start: PNG_SIGNATURE_BYTES,
    highWaterMark: PIECE_BYTES,
  })) {
    if (!Buffer.isBuffer(piece)) return;
    for (let at = 0; at < piece.byteLength; ) {
      if (filled < header.byteLength) {
        const taken = piece.copy(header, filled, at);
        filled += taken;
        at += taken;
        if (filled < header.byteLength) break;
        isPixels = header.toString('latin1', 4) === 'IDAT';
        // With the checksum behind it.
        left = header.readUInt32BE(0) + 4;
      }
      const end = Math.min(piece.byteLength, at + left);
      const pixelsEnd = Math.min(end, at + left - 4);
      if (isPixels && pixelsEnd > at) yield piece.subarray(at, pixelsEnd);
      left -= end - at;
      at = end;
      if (left === 0) filled = 0;
    }
  }
}

/** Behind the byte that tells the filter. */
function readValues(row: Buffer, values: Row): void {
  if (values instanceof Uint8Array) {
    values.set(row.subarray(1));
    return;
  }
  for (let i = 0, at = 1; i < values.length; i += 1, at += 2)
    values[i] = ((row[at] ?? 0) << 8) | (row[at + 1] ?? 0);
}
