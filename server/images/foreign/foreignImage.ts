import { ProblemError } from '../../../src/domain/problem.ts';
import { createWorkerPool, type WorkerPool } from '../../workers/workerPool.ts';
import { metadataChunks, type ReadMetadata } from '../keptMetadata.ts';
import { chunksBeforePixels, iccChunk, withChunks } from '../pngChunks.ts';
import type { Raster } from '../raster.ts';
import { rasterToSharp } from '../rasterToSharp.ts';
import { type Metadata, sharp } from '../sharpSetup.ts';
import type { DecodedForeign, ForeignMetadata } from './decodedForeign.ts';
import type { ForeignFormat } from './foreignFormat.ts';
import type { ForeignRequest } from './foreignRequest.ts';

/** Ten times what the largest image takes on a small machine. */
const DECODE_SECONDS = 120;

let pool: WorkerPool | null = null;

/** One at a time, and gone a while after: the memory of a decoder never shrinks. */
function decoders(): WorkerPool {
  pool ??= createWorkerPool({
    file: new URL('./foreignWorker.ts', import.meta.url),
    name: 'decodeForeign',
    maxThreads: 1,
  });
  return pool;
}

interface Wanted {
  readonly format: ForeignFormat;
  /** Of one that moves. */
  readonly frame?: number;
  /** It may be of any size, and of one that breaks off is decoded what is there. */
  readonly isRefused?: boolean;
}

interface ForeignPicture {
  readonly png: Buffer;
  /** Rows that a file breaks off before; they are not in the picture. */
  readonly missingRows: number;
  readonly frames: number;
}

/**
 * A file of a format that libvips does not decode as one that it does: an unpacked PNG with the same values, upright,
 * with the file's profile and metadata as far as they can be read.
 *
 * @throws ProblemError when it cannot be decoded, saying why.
 */
export async function foreignAsPng(file: string, wanted: Wanted): Promise<ForeignPicture> {
  const { format, frame = 0, isRefused = false } = wanted;
  // libvips knows the box around HEVC, with the profile in it, and not what is inside.
  const metadata = format === 'heic' ? await headOf(file) : null;
  const decoded = await decode({ file, format, frame, isRefused, bits: metadata?.bitsPerSample ?? 8 });
  if ('problem' in decoded) {
    throw new ProblemError(decoded.problem, { cause: new Error(decoded.reason ?? decoded.problem) });
  }
  const png = 'png' in decoded ? Buffer.from(decoded.png) : await plainPng(decoded.raster);
  const own = metadata ?? foreignMetadata(decoded);
  const size = 'png' in decoded ? await sharp(png, { limitInputPixels: false }).metadata() : decoded.raster;
  // A decoder that writes a PNG has put the profile into it.
  const known = chunksBeforePixels(png).chunks.filter(({ type }) => COLOUR_CHUNKS.has(type));
  const { chunks } = metadataChunks(own, size);
  const profile = own.icc === undefined ? [] : [iccChunk(own.icc)];
  return {
    png: Buffer.concat(withChunks(png, [...known, ...profile, ...chunks])),
    missingRows: decoded.missingRows ?? 0,
    frames: decoded.frames ?? 1,
  };
}

const COLOUR_CHUNKS: ReadonlySet<string> = new Set(['iCCP', 'cICP', 'sRGB', 'gAMA', 'cHRM']);

function plainPng(raster: Raster): Promise<Buffer> {
  return rasterToSharp(raster).png({ compressionLevel: 0 }).toBuffer();
}

function foreignMetadata({ exif, xmp, icc, density }: ForeignMetadata): ReadMetadata {
  const buffer = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes);
  return { exif: buffer(exif), xmp: buffer(xmp), icc: buffer(icc), density, iptc: undefined };
}

async function headOf(file: string): Promise<Metadata> {
  try {
    return await sharp(file, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw new ProblemError('heic-damaged', { cause });
  }
}

async function decode(request: ForeignRequest): Promise<DecodedForeign> {
  const signal = AbortSignal.timeout(DECODE_SECONDS * 1000);
  try {
    return await decoders().run(request, { signal });
  } catch (cause) {
    if (signal.aborted) throw new ProblemError('image-too-heavy', { cause });
    throw new ProblemError(request.format === 'heic' ? 'heic-damaged' : 'image-damaged', { cause });
  }
}
