import type { ImageQuery } from '../../src/domain/contract/image.ts';
import { MAX_FORMAT_SIDES } from '../../src/domain/limits.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { madeName } from './madeName.ts';
import { openImage } from './openImage.ts';
import type { Original, RenditionCache, ServedImage } from './renditionCache.ts';
import type { sharp } from './sharpSetup.ts';

export type ImageFormat = NonNullable<ImageQuery['format']>;

interface Wanted {
  readonly width: number | undefined;
  readonly format: ImageFormat | undefined;
  /** The format is what the browser likes best, not what somebody asked for. */
  readonly isNegotiated: boolean;
}

/**
 * Widths that renditions have, each a half or three fifths above the last: whoever asks for every single one gets the
 * next of these, and a disk is not filled by asking.
 */
const WIDTHS = Array.from({ length: 11 }, (_, power) => 16 * 2 ** power).flatMap((width) => [
  width,
  width * 1.25,
]);

/** Smaller or otherwise encoded renditions of stored images, to look at. */
export class Renditions {
  readonly #cache: RenditionCache;

  constructor(cache: RenditionCache) {
    this.#cache = cache;
  }

  /**
   * The image as wanted or a little wider, never enlarged; null when the original is not there.
   *
   * @throws ProblemError when it is too long for the format asked for, or there is no room to make it.
   */
  async serve(original: Original, wanted: Wanted): Promise<ServedImage | null> {
    const width = Math.min(original.width, widthFor(wanted.width));
    const isSmaller = width < original.width;
    const height = Math.round((original.height * width) / original.width);
    const asked = wanted.format ?? (isSmaller ? 'webp' : original.format);
    // Browsers show some turned files as they lie, and some colours their own way: whoever asks for a format gets ours.
    const isShownSo = (original.orientation ?? 1) === 1 && original.hasOwnColours !== true;
    // Nor can they decode every file that is whole: a source asked for as PNG is one that the asker could not read.
    const isReading = original.shelf === 'sources' && wanted.format === 'png';
    const mayBeItself = wanted.format === undefined || (isShownSo && !isReading);
    if (!isSmaller && mayBeItself && asked === original.format) return this.#cache.original(original);
    const isTooLong = Math.max(width, height) > longestSideOf(asked);
    if (isTooLong && wanted.format !== undefined && !wanted.isNegotiated) {
      throw new ProblemError('image-too-long-for-format');
    }
    const format = isTooLong ? 'jpeg' : asked;
    return this.#cache.serve(original, {
      name: madeName(original.name, `${width}.${format}`),
      format,
      weighs: original,
      make: async (file, temporary) => {
        const image = await (await openImage(file)).toSrgb();
        return encode(image.resize({ width, withoutEnlargement: true }), format).toFile(temporary);
      },
    });
  }
}

function widthFor(wanted: number | undefined): number {
  if (wanted === undefined) return Number.POSITIVE_INFINITY;
  return WIDTHS.find((width) => width >= wanted) ?? Number.POSITIVE_INFINITY;
}

function longestSideOf(format: string): number {
  return format === 'webp' || format === 'avif' ? MAX_FORMAT_SIDES[format] : Number.POSITIVE_INFINITY;
}

function encode(image: ReturnType<typeof sharp>, format: string) {
  switch (format) {
    case 'jpeg':
      return image.flatten({ background: '#ffffff' }).jpeg({ quality: 85 });
    case 'webp':
      return image.webp({ quality: 85 });
    case 'avif':
      return image.avif({ quality: 60, effort: 3 });
    default:
      return image.png();
  }
}
