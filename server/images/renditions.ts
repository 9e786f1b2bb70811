import type { Readable } from 'node:stream';
import type { ImageQuery } from '../../src/domain/contract.ts';
import { MAX_FORMAT_SIDES } from '../../src/domain/limits.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { decodeGate } from './gate.ts';
import type { BytePart, ImageStore, Shelf } from './imageStore.ts';
import { sharp } from './sharpSetup.ts';

export type ImageFormat = NonNullable<ImageQuery['format']>;

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
};

/** An image to send, with what it is. */
export interface ServedImage {
  /** Its bytes, or null when it was removed meanwhile. */
  readonly read: (part?: BytePart) => Promise<Readable | null>;
  readonly fileBytes: number;
  readonly contentType: string;
  /** Same name, same bytes. */
  readonly etag: string;
}

interface Original {
  readonly shelf: Shelf;
  /** File name on its shelf. */
  readonly name: string;
  /** Pixels as the eye sees them. */
  readonly width: number;
  readonly height: number;
  readonly format: string;
}

interface Wanted {
  readonly width: number | undefined;
  readonly format: ImageFormat | undefined;
  /** The format is what the browser likes best, not what somebody asked for. */
  readonly isNegotiated: boolean;
}

/** Makes smaller or otherwise encoded renditions of stored images, each once, and keeps them. */
export class Renditions {
  readonly #store: ImageStore;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(store: ImageStore) {
    this.#store = store;
  }

  /**
   * The image as wanted, never enlarged; null when the original is not there.
   *
   * @throws ProblemError when it is too long for the format asked for.
   */
  async serve(original: Original, wanted: Wanted): Promise<ServedImage | null> {
    const isSmaller = wanted.width !== undefined && wanted.width < original.width;
    const width = isSmaller && wanted.width !== undefined ? wanted.width : original.width;
    const height = Math.round((original.height * width) / original.width);
    const asked = wanted.format ?? (isSmaller ? 'webp' : original.format);
    if (!isSmaller && asked === original.format) {
      return this.#served(original.shelf, original.name, original.format);
    }
    const isTooLong = Math.max(width, height) > longestSideOf(asked);
    if (isTooLong && wanted.format !== undefined && !wanted.isNegotiated) {
      throw new ProblemError('image-too-long-for-format');
    }
    const format = isTooLong ? 'jpeg' : asked;
    const name = `${original.name}-${width}.${format}`;
    const known = await this.#served('renditions', name, format);
    if (known !== null) return known;
    const making =
      this.#underWay.get(name) ?? decodeGate.through(() => this.#make(original, { width, format, name }));
    this.#underWay.set(name, making);
    try {
      await making;
    } catch (error) {
      if ((await this.#store.sizeOf(original.shelf, original.name)) === null) return null;
      throw error;
    } finally {
      this.#underWay.delete(name);
    }
    return this.#served('renditions', name, format);
  }

  async #served(shelf: Shelf, name: string, format: string): Promise<ServedImage | null> {
    const fileBytes = await this.#store.sizeOf(shelf, name);
    if (fileBytes === null) return null;
    return {
      read: (part) => this.#store.read(shelf, name, part),
      fileBytes,
      contentType: IMAGE_TYPES[format] ?? 'application/octet-stream',
      etag: `"${name}"`,
    };
  }

  async #make(original: Original, target: { width: number; format: string; name: string }): Promise<void> {
    const temporary = this.#store.temporaryPath();
    try {
      await this.#store.withFile(original.shelf, original.name, (file) => {
        const image = sharp(file, { limitInputPixels: false })
          .autoOrient()
          .resize({ width: target.width, withoutEnlargement: true });
        return encode(image, target.format).toFile(temporary);
      });
      await this.#store.adopt(temporary, 'renditions', target.name);
      // Whoever deleted the original meanwhile has looked for its renditions already.
      if ((await this.#store.sizeOf(original.shelf, original.name)) === null) {
        await this.#store.remove('renditions', target.name);
      }
    } finally {
      await this.#store.discard(temporary);
    }
  }
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
