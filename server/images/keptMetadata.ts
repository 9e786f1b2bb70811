import { deflateSync } from 'node:zlib';
import type { Metadata } from 'sharp';
import type { FinishProof } from '../../src/domain/finishProof.ts';
import type { Size } from '../../src/domain/side.ts';
import { densityOfExif, normalisedExif } from './exif.ts';
import type { PngChunk } from './pngChunks.ts';

/** What of a source's metadata goes into a result. */
export type KeptMetadata = FinishProof['metadata'][number];

/** What is read of a file beside its pixels. */
export type ReadMetadata = Pick<Metadata, 'density' | 'exif' | 'xmp' | 'iptc' | 'icc'>;

const METRES_PER_INCH = 0.0254;

/** A source's EXIF, XMP, IPTC and resolution as chunks of a PNG of another size. */
export function metadataChunks(
  metadata: ReadMetadata,
  size: Size,
): { chunks: PngChunk[]; kept: KeptMetadata[] } {
  const chunks: PngChunk[] = [];
  const kept: KeptMetadata[] = [];
  const keep = (kind: KeptMetadata, chunk: PngChunk | null) => {
    if (chunk === null) return;
    chunks.push(chunk);
    kept.push(kind);
  };
  const stated = metadata.exif === undefined ? null : densityOfExif(metadata.exif);
  keep('resolution', resolutionChunk(metadata.density ?? stated ?? undefined));
  const exif = metadata.exif === undefined ? null : normalisedExif(metadata.exif, size);
  keep('exif', exif && { type: 'eXIf', data: exif });
  keep('xmp', metadata.xmp === undefined ? null : xmpChunk(metadata.xmp));
  keep('iptc', metadata.iptc === undefined ? null : iptcChunk(metadata.iptc));
  return { chunks, kept };
}

function resolutionChunk(density: number | undefined): PngChunk | null {
  // 72 is what libvips says where nothing is said.
  if (density === undefined || !(density > 0) || density === 72) return null;
  const data = Buffer.alloc(9);
  const perMetre = Math.round(density / METRES_PER_INCH);
  data.writeUInt32BE(perMetre, 0);
  data.writeUInt32BE(perMetre, 4);
  data[8] = 1;
  return { type: 'pHYs', data };
}

/** XMP specification part 3, 1.1.5; the orientation goes, since pixels are upright. */
function xmpChunk(xmp: Buffer): PngChunk {
  const upright = xmp.toString('utf8').replace(/(tiff:Orientation(?:="|>))[2-8]/, '$11');
  return { type: 'iTXt', data: Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${upright}`, 'utf8') };
}

/** As ImageMagick writes it and ExifTool reads it: a name, the length, hexadecimal digits. */
function iptcChunk(iptc: Buffer): PngChunk {
  const digits = iptc.toString('hex').replace(/.{72}/g, '$&\n');
  const text = `\niptc\n${String(iptc.byteLength).padStart(8)}\n${digits}\n`;
  const keyword = Buffer.from('Raw profile type iptc\0\0', 'latin1');
  return { type: 'zTXt', data: Buffer.concat([keyword, deflateSync(Buffer.from(text, 'latin1'))]) };
}
