import { open } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { type KeptMetadata, metadataChunks } from '../images/keptMetadata.ts';
import { iccChunk, withChunks } from '../images/pngChunks.ts';
import type { Raster } from '../images/raster.ts';
import { rasterToSharp } from '../images/rasterToSharp.ts';

interface ResultFile {
  readonly path: string;
  readonly raster: Raster;
  /** Of the raster's values; null for sRGB. */
  readonly profile: Buffer | null;
  /** The source's. */
  readonly metadata: Metadata;
}

/** Writes a result as PNG, lossless, with the source's profile and metadata. Returns what of the latter it carries. */
export async function writeResult({ path, raster, profile, metadata }: ResultFile): Promise<KeptMetadata[]> {
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
