import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createDeflate } from 'node:zlib';
import type { Metadata } from 'sharp';
import { type KeptMetadata, metadataChunks } from './keptMetadata.ts';
import { iccChunk, type PngChunk, pngChunk, pngStart } from './pngChunks.ts';
import type { StreamedImage } from './rowImage.ts';

interface PngFile {
  readonly path: string;
  readonly image: StreamedImage;
  /** Of the image's values; null for sRGB. */
  readonly profile: Buffer | null;
  /** Of the file that it is made from; null where nothing of it is kept. */
  readonly metadata: Metadata | null;
}

/** With rows told apart first, higher levels take twice as long for a few hundredths of the bytes (measured). */
const LEVEL = 3;
const PIECE_BYTES = 1 << 18;
const NOTHING_KEPT: ReturnType<typeof metadataChunks> = { chunks: [], kept: [] };

/**
 * Writes values as PNG, lossless, with their profile and the metadata of a file. Rows are packed as they come: sharp
 * takes an image whole, and the largest results are hundreds of megabytes.
 *
 * @returns what of the metadata it carries
 */
export async function writePng({ path, image, profile, metadata }: PngFile): Promise<KeptMetadata[]> {
  const { chunks, kept } = metadata === null ? NOTHING_KEPT : metadataChunks(metadata, image);
  await pipeline(
    unpackedPieces(image),
    createDeflate({ level: LEVEL, memLevel: 9, chunkSize: PIECE_BYTES }),
    fileAround(image, profile === null ? chunks : [iccChunk(profile), ...chunks]),
    createWriteStream(path),
  );
  return kept;
}

function fileAround(image: StreamedImage, chunks: readonly PngChunk[]) {
  return async function* (packed: AsyncIterable<Buffer>) {
    yield pngStart(image);
    for (const chunk of chunks) yield pngChunk(chunk);
    for await (const data of packed) yield pngChunk({ type: 'IDAT', data });
    yield pngChunk({ type: 'IEND', data: Buffer.alloc(0) });
  };
}

/** PNG, third edition, 9.2: each row as what it differs by from the one above. */
const FILTER_UP = 2;

async function* unpackedPieces({ width, channels, bits, rows }: StreamedImage): AsyncGenerator<Buffer> {
  const rowBytes = (width * channels * bits) / 8;
  const rowsInPiece = Math.max(1, Math.floor(PIECE_BYTES / (rowBytes + 1)));
  let [above, own] = [new Uint8Array(rowBytes), new Uint8Array(rowBytes)];
  let piece = Buffer.alloc(rowsInPiece * (rowBytes + 1));
  let at = 0;
  for await (const row of rows) {
    if (row instanceof Uint16Array) writeBigEndian(row, own);
    else own.set(row);
    piece[at] = FILTER_UP;
    at += 1;
    for (let i = 0; i < rowBytes; i += 1) piece[at + i] = (own[i] ?? 0) - (above[i] ?? 0);
    at += rowBytes;
    [above, own] = [own, above];
    if (at < piece.length) continue;
    yield piece;
    piece = Buffer.alloc(piece.length);
    at = 0;
  }
  if (at > 0) yield piece.subarray(0, at);
}

function writeBigEndian(row: Uint16Array, bytes: Uint8Array): void {
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i] ?? 0;
    bytes[2 * i] = value >> 8;
    bytes[2 * i + 1] = value;
  }
}
