import type { Size } from '../../src/domain/side.ts';
import { colourOf, type ImageColour, overrulesProfile } from './colour/imageColour.ts';
import { type ForeignFormat, foreignFormatOf } from './foreign/foreignFormat.ts';
import { foreignAsPng } from './foreign/foreignImage.ts';
import { iptcOf } from './iptc.ts';
import { type PixelPart, readOwnPixels } from './ownPixels.ts';
import type { Raster } from './raster.ts';
import { type Metadata, sharp } from './sharpSetup.ts';
import { exifOfTiff } from './tiffExif.ts';
import { toSrgb } from './toSrgb.ts';

/** An image file whose colours are understood: the one place that decides them, for stage, upstream, engine and result. */
export interface OpenedImage {
  readonly metadata: Metadata;
  /** As the eye sees it: orientation applied. */
  readonly size: Size;
  readonly colour: ImageColour;
  /** Its format where that is one that libvips does not decode. */
  readonly foreign: ForeignFormat | null;
  /** More than one where it moves; those that the decoder of its format tells apart. */
  readonly frames: number;
  /** Rows that a file of a format which libvips does not decode breaks off before; what there is of it is its size. */
  readonly missingRows: number;
  /** The file's own values, upright, unconverted (CMYK apart); all of them, or a part, scaled where that is wanted. */
  ownPixels(part?: PixelPart): Promise<Raster>;
  /** Upright with its own values under its own profile, at 16 bits a channel where it has them and they are wanted. */
  asStored(isDeep: boolean): ReturnType<typeof sharp>;
  /** Upright and converted to 8-bit sRGB, alpha kept. */
  toSrgb(): Promise<ReturnType<typeof sharp>>;
}

interface OpenOptions {
  /** Which one of an image that moves; left out: the first. */
  readonly frame?: number;
  /** It may be of any size, and of one that breaks off is read what is there. */
  readonly isRefused?: boolean;
}

/** Files were judged when they came in; what is a little odd about them stops nothing now. */
const READ = { limitInputPixels: false, failOn: 'none' } as const;

/** @throws Error when the file's head cannot be decoded, or nothing of a file that libvips does not know. */
export async function openImage(file: string, options: OpenOptions = {}): Promise<OpenedImage> {
  const foreign = await foreignFormatOf(file);
  const decoded = foreign === null ? null : await foreignAsPng(file, { format: foreign, ...options });
  const input = decoded?.png ?? file;
  const page = decoded === null ? (options.frame ?? 0) : 0;
  const metadata = await readMetadata(input);
  const { width, height } = metadata.autoOrient;
  const colour = await colourOf(file, metadata);
  const ownPixels = (part: PixelPart = {}) => readOwnPixels({ input, page, metadata, colour }, part);
  const inSrgb = async () => {
    const isStated = colour.origin === 'stated' && (!colour.isSrgb || overrulesProfile(colour, metadata));
    const isHandled = colour.bits === 8 && !isStated;
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
  const isStill = metadata.format === 'tiff' || decoded !== null;
  const frames = decoded?.frames ?? (isStill ? 1 : (metadata.pages ?? 1));
  const missingRows = decoded?.missingRows ?? 0;
  const size = { width, height };
  return { metadata, size, foreign, frames, missingRows, colour, ownPixels, asStored, toSrgb: inSrgb };
}

/** With what libvips leaves out or leaves wrapped. */
async function readMetadata(input: string | Buffer): Promise<Metadata> {
  const read = await sharp(input, READ).metadata();
  const metadata = { ...read, iptc: iptcOf(read) };
  if (metadata.format !== 'tiff' || metadata.exif || typeof input !== 'string') return metadata;
  const exif = await exifOfTiff(input);
  return exif === null ? metadata : { ...metadata, exif };
}
