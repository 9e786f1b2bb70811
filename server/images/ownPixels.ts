import type { Crop } from '../../src/domain/crop.ts';
import type { Size } from '../../src/domain/side.ts';
import type { ImageColour } from './colour/imageColour.ts';
import type { Raster } from './raster.ts';
import { type Metadata, sharp } from './sharpSetup.ts';

/** What is wanted of an image: the whole scaled to a size, where that is given, and then what lies in a window. */
export interface PixelPart {
  readonly scaled?: Size;
  readonly window?: Crop;
}

interface Readable {
  readonly input: string | Buffer;
  /** Which frame of one that moves. */
  readonly page: number;
  readonly metadata: Metadata;
  readonly colour: Pick<ImageColour, 'origin' | 'bits' | 'model'>;
}

/** Files were judged when they came in; what is a little odd about them stops nothing now. */
const READ = { limitInputPixels: false, failOn: 'none' } as const;

/** Holds the part alone where the format is unpacked row by row; a JPEG that is scaled down is unpacked smaller. */
export async function readOwnPixels(
  { input, page, metadata, colour }: Readable,
  { scaled, window }: PixelPart,
): Promise<Raster> {
  const isCmyk = colour.origin === 'cmyk-profile' || colour.origin === 'cmyk-default';
  const upright = sharp(input, { ...READ, page, ignoreIcc: !isCmyk }).autoOrient();
  const sized = scaled ? upright.resize({ ...scaled, fit: 'fill', kernel: 'lanczos3' }) : upright;
  const image = window ? sized.extract(window) : sized;
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
