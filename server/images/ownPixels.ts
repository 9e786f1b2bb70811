import type { Crop } from '../../src/domain/crop.ts';
import type { Size } from '../../src/domain/side.ts';
import type { ImageColour } from './colour/imageColour.ts';
import { channelCount, type Raster } from './raster.ts';
import { rasterToSharp } from './rasterToSharp.ts';
import { type Metadata, sharp } from './sharpSetup.ts';

/** What is wanted of an image: a part, scaled to a size, and then what lies in a window; each where it is given. */
export interface PixelPart {
  readonly from?: Crop | undefined;
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

/**
 * Holds the part alone where the format is unpacked row by row, also of an image that is turned; a JPEG that is scaled
 * down as a whole is unpacked smaller.
 */
export async function readOwnPixels(
  { input, page, metadata, colour }: Readable,
  part: PixelPart,
): Promise<Raster> {
  const isCmyk = colour.origin === 'cmyk-profile' || colour.origin === 'cmyk-default';
  const turn = turnOf(metadata);
  const asStored = sharp(input, { ...READ, page, ignoreIcc: !isCmyk });
  const image = partOf(asStored, inFile(part, { ...metadata.autoOrient, turn }));
  const isDeep = colour.bits === 16;
  const isGrey = colour.model === 'grey';
  // Of grey values sharp hands out no alpha: with it they are read as three that are alike.
  const isSpread = isGrey && metadata.hasAlpha;
  const grey = isDeep ? 'grey16' : 'b-w';
  const stored = await rasterOf(
    (metadata.hasAlpha ? image.ensureAlpha() : image.removeAlpha()).toColourspace(
      isGrey && !isSpread ? grey : isDeep ? 'rgb16' : 'srgb',
    ),
    isDeep,
  );
  const upright = turn === UPRIGHT ? stored : await rasterOf(turned(stored, turn), isDeep);
  return isSpread ? { ...upright, data: greyAndAlpha(upright.data), channels: 2 } : upright;
}

/** How a file has to be turned and mirrored to be upright. */
interface Turn {
  /** First its rows and columns are exchanged. */
  readonly isSwapped: boolean;
  /** Then left and right, top and bottom. */
  readonly isFlopped: boolean;
  readonly isFlipped: boolean;
}

const UPRIGHT: Turn = { isSwapped: false, isFlopped: false, isFlipped: false };

/** By EXIF orientation (CIPA DC-008, 4.6.4); what is none is upright. */
function turnOf({ orientation = 1 }: Metadata): Turn {
  if (!(orientation > 1 && orientation <= 8)) return UPRIGHT;
  return {
    isSwapped: orientation >= 5,
    isFlopped: [2, 3, 6, 7].includes(orientation),
    isFlipped: [3, 4, 7, 8].includes(orientation),
  };
}

/**
 * A part of the upright image in the file's own rows and columns: so it is read as the file lies, since an image that is
 * turned as a whole lies in memory as a whole.
 */
function inFile(
  { from, scaled, window }: PixelPart,
  { width, height, turn }: Size & { turn: Turn },
): PixelPart {
  const sized = scaled ?? from ?? { width, height };
  const swapped = ({ width: across, height: down }: Size): Size =>
    turn.isSwapped ? { width: down, height: across } : { width: across, height: down };
  const placed = (part: Crop, whole: Size): Crop => {
    const left = turn.isFlopped ? whole.width - part.left - part.width : part.left;
    const top = turn.isFlipped ? whole.height - part.top - part.height : part.top;
    return { ...swapped(part), ...(turn.isSwapped ? { left: top, top: left } : { left, top }) };
  };
  return {
    from: from && placed(from, { width, height }),
    ...(scaled && { scaled: swapped(scaled) }),
    ...(window && { window: placed(window, sized) }),
  };
}

function partOf(image: ReturnType<typeof sharp>, { from, scaled, window }: PixelPart) {
  const read = from ? image.extract(from) : image;
  const sized = scaled ? read.resize({ ...scaled, fit: 'fill', kernel: 'lanczos3' }) : read;
  return window ? sized.extract(window) : sized;
}

/** libvips mirrors before it rotates: rows and columns exchanged are top and bottom, then a quarter to the right. */
function turned(raster: Raster, { isSwapped, isFlopped, isFlipped }: Turn): ReturnType<typeof sharp> {
  const image = rasterToSharp(raster);
  if (!isSwapped) return image.flop(isFlopped).flip(isFlipped);
  return image.flip(!isFlopped).flop(isFlipped).rotate(90);
}

async function rasterOf(image: ReturnType<typeof sharp>, isDeep: boolean): Promise<Raster> {
  const { data, info } = await image
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const values = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data;
  return { data: values, width: info.width, height: info.height, channels: channelCount(info.channels) };
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
