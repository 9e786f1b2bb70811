import { readFile } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { readIccProfile } from './colour/iccProfile.ts';
import { srgbLevel } from './colour/transferCurve.ts';
import { metadataChunks } from './keptMetadata.ts';
import { chunksBeforePixels, iccChunk, isPng, withChunks } from './pngChunks.ts';
import type { Raster } from './raster.ts';
import { rasterToSharp } from './rasterToSharp.ts';
import { sharp } from './sharpSetup.ts';

interface OwnValues {
  /** A file, or the bytes of one. */
  readonly input: string | Buffer;
  readonly metadata: Metadata;
  /** Its values, upright. */
  readonly ownPixels: () => Promise<Raster>;
  /** Of the values; null for sRGB. */
  readonly profile: Buffer | null;
  readonly model: 'rgb' | 'grey';
  /** Whether the profile is in the file, and not stated in other ways. */
  readonly isEmbedded: boolean;
}

/** Files were judged when they came in; what is a little odd about them stops nothing now. */
const READ = { limitInputPixels: false, failOn: 'none' } as const;

/**
 * Values under a profile as an image in 8-bit sRGB with the file's metadata: for what libvips does not convert by
 * itself (colours that are stated without a profile) or not to sRGB (16 bits, which sharp brings to Display P3).
 *
 * Holds the values once at 16 bits and once at 8 where they have to be converted, and once at 8 where they have not.
 */
export async function toSrgb(own: OwnValues): Promise<ReturnType<typeof sharp>> {
  const { metadata, profile } = own;
  if (own.model === 'grey') {
    const raster = greyInSrgb(await own.ownPixels(), profile);
    return opened(await pngOf({ raster, profile: null, metadata }));
  }
  const input = await withOwnProfile(own);
  if (metadata.depth === 'uchar') return sharp(input, READ).autoOrient().toColourspace('srgb');
  // Left alone, sharp would bring 16 bits to Display P3, and cut off what lies beyond that.
  const deep = sharp(input, { ...READ, ignoreIcc: true })
    .autoOrient()
    .keepExif()
    .keepXmp();
  if (profile === null) return opened(await shallow(deep));
  const converted = await deep
    .toColourspace('rgb16')
    .withIccProfile('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer();
  return opened(
    await shallow(
      sharp(converted, { ...READ, ignoreIcc: true })
        .keepExif()
        .keepXmp(),
    ),
  );
}

/** Something with the same values whose profile libvips finds: the file itself where that may be, which costs no memory. */
async function withOwnProfile(own: OwnValues): Promise<string | Buffer> {
  const { input, metadata, profile, isEmbedded } = own;
  const isDirect = metadata.space === 'rgb16' || metadata.space === 'srgb';
  const isItsOwn = profile === null ? metadata.icc === undefined : isEmbedded;
  if (isDirect && isItsOwn) return input;
  if (isDirect && metadata.format === 'png') {
    const bytes = typeof input === 'string' ? await readFile(input) : input;
    const kept = chunksBeforePixels(bytes).chunks.filter(({ type }) => BESIDE_COLOURS.has(type));
    const colours = profile === null ? [] : [iccChunk(profile)];
    if (isPng(bytes)) return Buffer.concat(withChunks(bytes, [...colours, ...kept]));
  }
  return await pngOf({ raster: await own.ownPixels(), profile, metadata });
}

const BESIDE_COLOURS: ReadonlySet<string> = new Set(['eXIf', 'pHYs', 'iTXt', 'zTXt', 'tEXt']);

function shallow(deep: ReturnType<typeof sharp>): Promise<Buffer> {
  return deep.toColourspace('srgb').png({ compressionLevel: 0 }).toBuffer();
}

function opened(png: Buffer): ReturnType<typeof sharp> {
  return sharp(png, { limitInputPixels: false });
}

interface PngParts extends Pick<OwnValues, 'profile' | 'metadata'> {
  readonly raster: Raster;
}

/** Unpacked, as something that libvips converts from. */
async function pngOf({ raster, profile, metadata }: PngParts): Promise<Buffer> {
  const png = await rasterToSharp(raster).png({ compressionLevel: 0 }).toBuffer();
  const { chunks } = metadataChunks(metadata, raster);
  return Buffer.concat(withChunks(png, profile === null ? chunks : [iccChunk(profile), ...chunks]));
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
