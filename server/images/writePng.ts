import { open } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { type KeptMetadata, metadataChunks } from './keptMetadata.ts';
import { iccChunk, withChunks } from './pngChunks.ts';
import type { Raster } from './raster.ts';
import { rasterToSharp } from './rasterToSharp.ts';

interface PngFile {
  readonly path: string;
  readonly raster: Raster;
  /** Of the raster's values; null for sRGB. */
  readonly profile: Buffer | null;
  /** Of the file that it is made from. */
  readonly metadata: Metadata;
}

/** Writes values as PNG, lossless, with their profile and the metadata of a file. Returns what of the latter it carries. */
export async function writePng({ path, raster, profile, metadata }: PngFile): Promise<KeptMetadata[]> {
  const png = await rasterToSharp(raster).png({ compressionLevel: 6 }).toBuffer();
  const { chunks, kept } = metadataChunks(metadata, raster);
  const parts = withChunks(png, profile === null ? chunks : [iccChunk(profile), ...chunks]);
  const file = await open(path, 'w');
  try {
    for (const part of parts) await file.writeFile(part);
  } finally {
    await file.close();
  }
  return kept;
}
