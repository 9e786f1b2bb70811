import type { Metadata } from 'sharp';
import { readIccProfile } from './colour/iccProfile.ts';
import { srgbLevel } from './colour/transferCurve.ts';
import { metadataChunks } from './keptMetadata.ts';
import { iccChunk, withChunks } from './pngChunks.ts';
import type { Raster } from './raster.ts';
import { rasterToSharp } from './rasterToSharp.ts';
import { sharp } from './sharpSetup.ts';

interface OwnValues {
  readonly raster: Raster;
  /** Of the values; null for sRGB. */
  readonly profile: Buffer | null;
  readonly metadata: Metadata;
}

/**
 * Values under a profile as an image in 8-bit sRGB with the file's metadata: for what libvips does not convert by
 * itself (colours that are stated without a profile) or not to sRGB (16 bits, which sharp brings to Display P3).
 */
export async function toSrgb(own: OwnValues): Promise<ReturnType<typeof sharp>> {
  const { raster, profile, metadata } = own;
  if (raster.channels < 3) return opened(await pngOf({ raster: greyInSrgb(raster, profile), metadata }));
  const png = await pngOf({ raster, profile, metadata });
  if (raster.data.BYTES_PER_ELEMENT === 1) return opened(png).toColourspace('srgb');
  // Left alone, sharp would bring 16 bits to Display P3, and cut off what lies beyond that.
  const deep = sharp(png, { limitInputPixels: false, ignoreIcc: true }).keepExif().keepXmp();
  if (profile === null) return opened(await shallow(deep));
  const converted = await deep
    .toColourspace('rgb16')
    .withIccProfile('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer();
  return opened(
    await shallow(sharp(converted, { limitInputPixels: false, ignoreIcc: true }).keepExif().keepXmp()),
  );
}

function shallow(deep: ReturnType<typeof sharp>): Promise<Buffer> {
  return deep.toColourspace('srgb').png({ compressionLevel: 0 }).toBuffer();
}

function opened(png: Buffer): ReturnType<typeof sharp> {
  return sharp(png, { limitInputPixels: false });
}

/** Unpacked, as something that libvips converts from. */
async function pngOf({
  raster,
  profile,
  metadata,
}: Partial<OwnValues> & Pick<OwnValues, 'raster' | 'metadata'>) {
  const png = await rasterToSharp(raster).png({ compressionLevel: 0 }).toBuffer();
  const { chunks } = metadataChunks(metadata, raster);
  return Buffer.concat(withChunks(png, profile == null ? chunks : [iccChunk(profile), ...chunks]));
}

/** Grey values on a profile's curve, 8 or 16 bits, as 8-bit ones on sRGB's. */
function greyInSrgb(raster: Raster, profile: Buffer | null): Raster {
  const { data, channels } = raster;
  const isDeep = data.BYTES_PER_ELEMENT === 2;
  const most = isDeep ? 65_535 : 255;
  const curve = profile === null ? undefined : readIccProfile(profile)?.curves[0];
  const table = Uint8Array.from({ length: most + 1 }, (_, value) =>
    Math.round(255 * (curve === undefined ? value / most : srgbLevel(curve(value / most)))),
  );
  const alphaUnit = isDeep ? 257 : 1;
  const isAlpha = (at: number) => channels === 2 && at % 2 === 1;
  const values = Uint8Array.from(data, (value, at) =>
    isAlpha(at) ? Math.round(value / alphaUnit) : (table[value] ?? 0),
  );
  return { ...raster, data: values };
}
