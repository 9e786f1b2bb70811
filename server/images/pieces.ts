import { PIECE_SIDE, type PiecePlace, pieceArea } from '../../src/domain/piece.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { madeName } from './madeName.ts';
import { openImage } from './openImage.ts';
import type { Original, RenditionCache, ServedImage } from './renditionCache.ts';
import { sharp } from './sharpSetup.ts';

const TILE_SIDE = 256;
/** Loses nothing that an eye sees; ten times faster than what loses nothing at all, and half as large. */
const PYRAMID_QUALITY = 95;

/** Squares of large images to look at, cut from a pyramid: the image with all its halves, in a file made of tiles. */
export class Pieces {
  readonly #cache: RenditionCache;
  readonly #store: ImageStore;

  constructor(cache: RenditionCache, store: ImageStore) {
    this.#cache = cache;
    this.#store = store;
  }

  /**
   * The piece at a place; null when there is none, or when the original is not there.
   *
   * @throws ProblemError when there is no room to make it.
   */
  async serve(original: Original, place: PiecePlace, signal: AbortSignal): Promise<ServedImage | null> {
    const area = pieceArea(original, place);
    const isTooSmall = Math.max(original.width, original.height) < TILE_SIDE * place.reduction;
    if (area === null || isTooSmall) return null;
    const pyramid = await this.#pyramid(original, signal);
    if (pyramid === null) return null;
    const { reduction, column, row } = place;
    const { x: left, y: top, width, height } = area;
    return this.#cache.serve(original, {
      name: madeName(original.name, `piece-${reduction}-${column}-${row}.webp`),
      format: 'webp',
      weighs: { width: PIECE_SIDE, height: PIECE_SIDE, format: 'raw' },
      signal,
      make: (_originalFile, temporary) =>
        this.#store.withFile('renditions', pyramid, (file) =>
          sharp(file, { page: Math.log2(reduction), limitInputPixels: false })
            .extract({ left, top, width, height })
            .webp({ quality: 90 })
            .toFile(temporary),
        ),
    });
  }

  /** Name of the file that pieces are cut from. */
  async #pyramid(original: Original, signal: AbortSignal): Promise<string | null> {
    const name = madeName(original.name, 'pyramid.tiff');
    const made = await this.#cache.serve(original, {
      name,
      format: 'tiff',
      weighs: original,
      signal,
      make: async (file, temporary) => {
        const { metadata, toSrgb } = await openImage(file);
        const image = await toSrgb();
        return image
          .tiff({
            ...{ tile: true, tileWidth: TILE_SIDE, tileHeight: TILE_SIDE, pyramid: true },
            // JPEG has no transparency.
            compression: metadata.hasAlpha ? 'deflate' : 'jpeg',
            quality: PYRAMID_QUALITY,
          })
          .toFile(temporary);
      },
    });
    return made && name;
  }
}
