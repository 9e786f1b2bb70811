import type { Metadata } from 'sharp';
import type { FinishProof } from '../../src/domain/finishProof.ts';
import type { Size } from '../../src/domain/side.ts';
import { densityOfExif, normalisedExif } from './exif.ts';
import { iptcChunk } from './iptc.ts';
import type { PngChunk } from './pngChunks.ts';

/** What of a source's metadata goes into a result. */
export type KeptMetadata = FinishProof['metadata'][number];

/** What is read of a file beside its pixels. */
export type ReadMetadata = Pick<Metadata, 'density' | 'exif' | 'xmp' | 'iptc' | 'icc'>;

const METRES_PER_INCH = 0.0254;

/** What is kept of a file's metadata for a picture that is upright and of another size. */
export interface UprightMetadata {
  /** Pixels an inch. */
  readonly resolution: number | null;
  readonly exif: Buffer | null;
  readonly xmp: Buffer | null;
  readonly iptc: Buffer | null;
}

export function uprightMetadata(metadata: ReadMetadata, size: Size): UprightMetadata {
  const stated = metadata.exif === undefined ? null : densityOfExif(metadata.exif);
  const density = metadata.density ?? stated ?? 0;
  return {
    // 72 is what libvips says where nothing is said.
    resolution: density > 0 && density !== 72 ? density : null,
    exif: metadata.exif === undefined ? null : normalisedExif(metadata.exif, size),
    xmp: metadata.xmp === undefined ? null : uprightXmp(metadata.xmp),
    iptc: metadata.iptc ?? null,
  };
}

/** A source's EXIF, XMP, IPTC and resolution as chunks of a PNG of another size. */
export function metadataChunks(
  metadata: ReadMetadata,
  size: Size,
): { chunks: PngChunk[]; kept: KeptMetadata[] } {
  const { resolution, exif, xmp, iptc } = uprightMetadata(metadata, size);
  const chunks = {
    resolution: resolution === null ? null : resolutionChunk(resolution),
    exif: exif && { type: 'eXIf', data: exif },
    xmp: xmp && xmpChunk(xmp),
    iptc: iptc && iptcChunk(iptc),
  };
  const kinds = ['resolution', 'exif', 'xmp', 'iptc'] as const;
  return {
    chunks: kinds.map((kind) => chunks[kind]).filter((chunk) => chunk !== null),
    kept: kinds.filter((kind) => chunks[kind] !== null),
  };
}

function resolutionChunk(density: number): PngChunk {
  const data = Buffer.alloc(9);
  const perMetre = Math.round(density / METRES_PER_INCH);
  data.writeUInt32BE(perMetre, 0);
  data.writeUInt32BE(perMetre, 4);
  data[8] = 1;
  return { type: 'pHYs', data };
}

/** The orientation goes, since pixels are upright. */
function uprightXmp(xmp: Buffer): Buffer {
  return Buffer.from(xmp.toString('utf8').replace(/(tiff:Orientation(?:="|>))[2-8]/, '$11'), 'utf8');
}

/** XMP specification part 3, 1.1.5. */
function xmpChunk(xmp: Buffer): PngChunk {
  return { type: 'iTXt', data: Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1'), xmp]) };
}
