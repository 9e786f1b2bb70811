import { open } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { iptcSegment, jfifEnd, jpegSegment, MAX_SEGMENT_BYTES, START_BYTES } from './jpegSegments.ts';
import { type KeptMetadata, uprightMetadata } from './keptMetadata.ts';
import type { Raster } from './raster.ts';
import { rasterToSharp } from './rasterToSharp.ts';

interface JpegFile {
  readonly path: string;
  /** 8 bits a channel. */
  readonly raster: Raster;
  /** Of the raster's values; null for sRGB. */
  readonly profile: Buffer | null;
  /** Of the file that it is made from. */
  readonly metadata: Metadata;
  readonly quality: number;
}

/** Adobe, «Extensible Metadata Platform», part 3, 1.1.3. */
const XMP_NAME = 'http://ns.adobe.com/xap/1.0/\0';
/** ICC.1:2022, B.4: the profile in numbered parts. */
const ICC_NAME = 'ICC_PROFILE\0';
const ICC_HEAD_BYTES = ICC_NAME.length + 2;

/**
 * Writes values as JPEG with their profile and the metadata of a file, colour at full resolution. Returns what of the
 * latter it carries: what does not fit into a segment of 64 KB is left out.
 */
export async function writeJpeg(wanted: JpegFile): Promise<KeptMetadata[]> {
  const { path, raster, profile, metadata, quality } = wanted;
  const image = rasterToSharp(raster).flatten({ background: '#ffffff' });
  const jpeg = await image.jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
  const { resolution, exif, xmp, iptc } = uprightMetadata(metadata, raster);
  const segments = {
    exif: exif && jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif])),
    xmp: xmp && jpegSegment(0xe1, Buffer.concat([Buffer.from(XMP_NAME, 'latin1'), xmp])),
    iptc: iptc && iptcSegment(iptc),
  };
  const kinds = ['exif', 'xmp', 'iptc'] as const;
  const start = jfifEnd(jpeg);
  const jfif = resolution === null ? jpeg.subarray(START_BYTES, start) : jfifSegment(resolution);
  const file = await open(path, 'w');
  try {
    await file.writeFile(jpeg.subarray(0, START_BYTES));
    await file.writeFile(jfif);
    for (const kind of kinds) if (segments[kind] !== null) await file.writeFile(segments[kind]);
    for (const part of iccSegments(profile)) await file.writeFile(part);
    await file.writeFile(jpeg.subarray(start));
  } finally {
    await file.close();
  }
  const kept = kinds.filter((kind) => segments[kind] !== null);
  return resolution === null ? kept : ['resolution', ...kept];
}

function iccSegments(profile: Buffer | null): Buffer[] {
  if (profile === null) return [];
  const most = MAX_SEGMENT_BYTES - ICC_HEAD_BYTES;
  const count = Math.ceil(profile.byteLength / most);
  return Array.from({ length: count }, (_, i) => {
    const head = Buffer.concat([Buffer.from(ICC_NAME, 'latin1'), Buffer.from([i + 1, count])]);
    return jpegSegment(0xe2, Buffer.concat([head, profile.subarray(i * most, (i + 1) * most)]));
  }).filter((part) => part !== null);
}

/** JFIF 1.02: version, the unit (1: per inch), across and down, no thumbnail. */
function jfifSegment(resolution: number): Buffer {
  const density = Math.min(0xffff, Math.round(resolution));
  const segment = Buffer.from('\xff\xe0\0\x10JFIF\0\x01\x02\x01\0\0\0\0\0\0', 'latin1');
  segment.writeUInt16BE(density, 12);
  segment.writeUInt16BE(density, 14);
  return segment;
}
