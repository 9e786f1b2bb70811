import type { Size } from '../../src/domain/side.ts';
import { isSrgbCurve, isSrgbProfile, readIccProfile } from './colour/iccProfile.ts';
import { makeMatrixProfile } from './colour/matrixProfile.ts';
import { matrixOfPrimaries, SRGB_PRIMARIES } from './colour/primaries.ts';
import { readStatedColour } from './colour/statedColour.ts';
import { foreignFormatOf } from './foreign/foreignFormat.ts';
import { foreignAsPng } from './foreign/foreignImage.ts';
import type { Raster } from './raster.ts';
import { type Metadata, sharp } from './sharpSetup.ts';
import { exifOfTiff } from './tiffExif.ts';
import { toSrgb } from './toSrgb.ts';

export interface ImageColour {
  /** Of the values that are kept: CMYK is converted, once and here. */
  readonly model: 'rgb' | 'grey';
  /** Bits a channel that are kept. */
  readonly bits: 8 | 16;
  /** Profile of the values; null when they are sRGB, or grey on sRGB's curve, and the file has none. */
  readonly profile: Buffer | null;
  /** Whether values are sRGB as they are. */
  readonly isSrgb: boolean;
  /** For people, such as «Display P3». */
  readonly name: string;
  /** Where that comes from. */
  readonly origin: 'profile' | 'stated' | 'cmyk-profile' | 'cmyk-default' | 'none';
  /** Whether there is light beyond a screen's white, which is cut off. */
  readonly isHdr: boolean;
}

/** An image file whose colours are understood: the one place that decides them, for stage, upstream, engine and result. */
export interface OpenedImage {
  readonly metadata: Metadata;
  /** As the eye sees it: orientation applied. */
  readonly size: Size;
  readonly colour: ImageColour;
  /** The file's own values, upright, unconverted (CMYK apart). */
  ownPixels(): Promise<Raster>;
  /** Upright with its own values under its own profile, at 16 bits a channel where it has them and they are wanted. */
  asStored(isDeep: boolean): ReturnType<typeof sharp>;
  /** Upright and converted to 8-bit sRGB, alpha kept. */
  toSrgb(): Promise<ReturnType<typeof sharp>>;
}

/** Files were judged when they came in; what is a little odd about them stops nothing now. */
const READ = { limitInputPixels: false, failOn: 'none' } as const;

/** @throws Error when the file's head cannot be decoded, or nothing of a file that libvips does not know. */
export async function openImage(file: string): Promise<OpenedImage> {
  const foreign = await foreignFormatOf(file);
  const input = foreign === null ? file : await foreignAsPng(file, foreign);
  const metadata = await readMetadata(input);
  const { width, height } = metadata.autoOrient;
  const colour = await colourOf(file, metadata);
  const ownPixels = () => readOwnPixels(input, metadata, colour);
  const inSrgb = async () => {
    const isHandled = colour.bits === 8 && (colour.origin !== 'stated' || colour.isSrgb);
    if (isHandled) {
      // Converting from one sRGB profile to another would change values by rounding alone.
      const image = sharp(input, { ...READ, ignoreIcc: colour.isSrgb });
      return image.autoOrient().toColourspace('srgb');
    }
    const profile = colour.isSrgb ? null : colour.profile;
    const isEmbedded = colour.origin === 'profile';
    return toSrgb({ input, metadata, ownPixels, profile, isEmbedded, model: colour.model });
  };
  const asStored = (isDeep: boolean) => {
    const image = sharp(input, READ).autoOrient().keepIccProfile();
    const deep = colour.model === 'grey' ? 'grey16' : 'rgb16';
    return isDeep && colour.bits === 16 ? image.toColourspace(deep) : image;
  };
  return { metadata, size: { width, height }, colour, ownPixels, asStored, toSrgb: inSrgb };
}

/** With what libvips leaves out. */
async function readMetadata(input: string | Buffer): Promise<Metadata> {
  const metadata = await sharp(input, { limitInputPixels: false }).metadata();
  if (metadata.format !== 'tiff' || metadata.exif || typeof input !== 'string') return metadata;
  const exif = await exifOfTiff(input);
  return exif === null ? metadata : { ...metadata, exif };
}

async function colourOf(file: string, metadata: Metadata): Promise<ImageColour> {
  const bits = metadata.depth === 'uchar' ? 8 : 16;
  const stated = await readStatedColour(file);
  const icc = metadata.icc === undefined ? null : readIccProfile(metadata.icc);
  const isCmyk = metadata.space === 'cmyk';
  if (isCmyk) {
    const origin = icc?.model === 'cmyk' ? 'cmyk-profile' : 'cmyk-default';
    const name =
      icc?.model === 'cmyk' ? `CMYK (${icc.description || 'its own profile'})` : 'CMYK (no profile)';
    return { model: 'rgb', bits: 8, profile: null, isSrgb: false, name, origin, isHdr: false };
  }
  const isGrey = metadata.space === 'b-w' || metadata.space === 'grey16';
  if (stated !== null && (stated.isStronger || icc === null)) {
    const { profile, name, isHdr } = stated;
    const isSrgb = profile === null;
    return { model: isGrey && isSrgb ? 'grey' : 'rgb', bits, profile, isSrgb, name, origin: 'stated', isHdr };
  }
  const fits = icc !== null && (isGrey ? icc.model === 'grey' : icc.model === 'rgb');
  if (!fits || metadata.icc === undefined) {
    const model = isGrey ? 'grey' : 'rgb';
    return {
      model,
      bits,
      profile: null,
      isSrgb: true,
      name: isGrey ? 'grey' : 'sRGB',
      origin: 'none',
      isHdr: false,
    };
  }
  const isSrgb = isGrey
    ? icc.curves.length > 0 && icc.curves.every(isSrgbCurve)
    : isSrgbProfile(metadata.icc);
  const name = icc.description || (isGrey ? 'grey' : 'RGB');
  const model = isGrey ? 'grey' : 'rgb';
  return { model, bits, profile: metadata.icc, isSrgb, name, origin: 'profile', isHdr: false };
}

async function readOwnPixels(
  file: string | Buffer,
  metadata: Metadata,
  colour: ImageColour,
): Promise<Raster> {
  const isCmyk = colour.origin === 'cmyk-profile' || colour.origin === 'cmyk-default';
  const image = sharp(file, { ...READ, ignoreIcc: !isCmyk }).autoOrient();
  const isDeep = colour.bits === 16;
  const isGrey = colour.model === 'grey';
  // Of grey values sharp hands out no alpha: with it they are read as three that are alike.
  const isSpread = isGrey && metadata.hasAlpha;
  const grey = isDeep ? 'grey16' : 'b-w';
  const { data, info } = await (metadata.hasAlpha ? image.ensureAlpha() : image.removeAlpha())
    .toColourspace(isGrey && !isSpread ? grey : isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const values = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data;
  const raster = { data: values, width: info.width, height: info.height };
  return isSpread
    ? { ...raster, data: greyAndAlpha(values), channels: 2 }
    : { ...raster, channels: channelCount(info.channels) };
}

/** The first and the last of every four values. */
function greyAndAlpha(values: Uint8Array | Uint16Array): Uint8Array | Uint16Array {
  const length = values.length / 2;
  const packed = values instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (let at = 0; at < length; at += 2) {
    packed[at] = values[2 * at] ?? 0;
    packed[at + 1] = values[2 * at + 3] ?? 0;
  }
  return packed;
}

function channelCount(channels: number): Raster['channels'] {
  if (channels === 1 || channels === 2 || channels === 3) return channels;
  return 4;
}

/** A grey profile's own curve with sRGB's primaries, for grey values among colours; null when sRGB will do. */
export function colourProfileOfGrey({ profile, isSrgb }: ImageColour): Buffer | null {
  const curve = profile === null || isSrgb ? undefined : readIccProfile(profile)?.curves[0];
  const matrix = matrixOfPrimaries(SRGB_PRIMARIES);
  return curve === undefined || matrix === null
    ? null
    : makeMatrixProfile('RGB of the grey profile', matrix, curve);
}
