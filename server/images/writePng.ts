import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, createDeflate, type Deflate } from 'node:zlib';
import type { Metadata } from 'sharp';
import { type FilteredPiece, filteredPieces, PIECE_BYTES } from './filteredPieces.ts';
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
const DRAWN = { level: 3, strategy: constants.Z_DEFAULT_STRATEGY };
/** Of grain nothing comes again: it is not looked for, which takes a third of the time and no more bytes (measured). */
const GRAINY = { level: 1, strategy: constants.Z_RLE };
const NOTHING_KEPT: ReturnType<typeof metadataChunks> = { chunks: [], kept: [] };

/**
 * Writes values as PNG, lossless, with their profile and the metadata of a file. Rows are packed as they come: sharp
 * takes an image whole, and the largest results are hundreds of megabytes.
 *
 * @returns what of the metadata it carries
 */
export async function writePng({ path, image, profile, metadata }: PngFile): Promise<KeptMetadata[]> {
  const { chunks, kept } = metadata === null ? NOTHING_KEPT : metadataChunks(metadata, image);
  const deflate = createDeflate({ ...DRAWN, memLevel: 9, chunkSize: PIECE_BYTES });
  await pipeline(
    packable(filteredPieces(image), deflate),
    deflate,
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

/** The pieces, while the packing is told what is coming. */
async function* packable(pieces: AsyncIterable<FilteredPiece>, deflate: Deflate): AsyncGenerator<Buffer> {
  let wasGrainy = false;
  for await (const { bytes, isGrainy } of pieces) {
    const { level, strategy } = isGrainy ? GRAINY : DRAWN;
    if (isGrainy !== wasGrainy) await promisify(deflate.params).call(deflate, level, strategy);
    wasGrainy = isGrainy;
    yield bytes;
  }
}
