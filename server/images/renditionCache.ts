import type { Readable } from 'node:stream';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Size } from '../../src/domain/side.ts';
import type { ByteRange, Collection, ImageStore } from '../storage/imageStore.ts';
import { decodeSemaphore } from './decodeSemaphore.ts';
import { madeName } from './madeName.ts';

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  tiff: 'image/tiff',
  heic: 'image/heic',
  bmp: 'image/bmp',
  jxl: 'image/jxl',
};

/** An image to send, with what it is. */
export interface ServedImage {
  /** Its bytes, or null when it was removed meanwhile. */
  readonly read: (part?: ByteRange) => Promise<Readable | null>;
  readonly fileBytes: number;
  readonly contentType: string;
  /** Same name, same bytes. */
  readonly etag: string;
}

/** A stored image that others are made of. */
export interface Original extends Size {
  readonly shelf: Collection;
  /** File name on its shelf. */
  readonly name: string;
  readonly format: string;
  /** EXIF orientation of the file; upright when left out. */
  readonly orientation?: number;
  /** Whether browsers may show the file in other colours than the relay reads. */
  readonly hasOwnColours?: boolean;
}

interface Made {
  /** File name among the renditions, by `madeName`. */
  readonly name: string;
  readonly format: string;
  /** What has to lie in memory for it: of the original and itself the heavier one. */
  readonly weighs: Size & { readonly format: string; readonly hasOwnColours?: boolean };
  /** Whoever asked has gone: what has not begun is not made. */
  readonly signal?: AbortSignal | undefined;
  /** Makes it of the original's file. */
  readonly make: (originalFile: string, temporary: string) => Promise<{ readonly size: number }>;
}

interface UnderWay {
  readonly making: Promise<void>;
  /** Of whoever began it. */
  readonly signal: AbortSignal | undefined;
}

/** What is only looked at, and what somebody takes away: hundreds of megabytes of that push out nothing of the other. */
type Kind = 'view' | 'delivery';
/** All of a kind together; those that were made first go first, and are made again when somebody asks. */
const MAX_KEPT_BYTES: Readonly<Record<Kind, number>> = { view: 1_000_000_000, delivery: 500_000_000 };
/** So much is made before it is looked whether some must go. */
const TRIM_EVERY_SHARE = 0.05;

export interface RenditionDeps {
  readonly store: ImageStore;
  /** Room left where the files lie. */
  readonly freeBytes: () => Promise<number>;
  /** While less is free, none are made. */
  readonly minFreeBytes: number;
  readonly maxKeptBytes?: Partial<Record<Kind, number>>;
}

const DELIVERY_MARK = 'delivery-';

/** File name of something to take away, which tells it from what is only looked at. */
export function deliveryFileName(original: Original, ending: string): string {
  return madeName(original.name, `${DELIVERY_MARK}${ending}`);
}

function kindOf(name: string): Kind {
  return name.includes(`-${DELIVERY_MARK}`) ? 'delivery' : 'view';
}

/** Keeps what is made of stored images: each is made once, a few at a time, and goes with its original. */
export class RenditionCache {
  readonly #store: ImageStore;
  readonly #deps: RenditionDeps;
  readonly #bytesSinceTrim: Record<Kind, number> = { view: 0, delivery: 0 };
  readonly #underWay = new Map<string, UnderWay>();

  constructor(deps: RenditionDeps) {
    this.#store = deps.store;
    this.#deps = deps;
  }

  /** The stored file itself; null when it is not there. */
  original({ shelf, name, format }: Original): Promise<ServedImage | null> {
    return this.#served(shelf, name, format);
  }

  /**
   * What is made of an original, made now where it is not there yet; null when the original is not there.
   *
   * @throws ProblemError `disk-full` when there is no room to make it.
   */
  async serve(original: Original, made: Made): Promise<ServedImage | null> {
    const { name, format } = made;
    const known = await this.#served('renditions', name, format);
    if (known !== null) return known;
    const shared = this.#underWay.get(name);
    try {
      await (shared?.making ?? this.#begin(original, made));
    } catch (error) {
      // Given up by whoever began it, which is nobody else's trouble.
      if (shared?.signal?.aborted) return this.serve(original, made);
      if ((await this.#store.sizeOf(original.shelf, original.name)) === null) return null;
      throw error;
    }
    return this.#served('renditions', name, format);
  }

  async #begin(original: Original, made: Made): Promise<void> {
    const weighs = { ...made.weighs, signal: made.signal };
    const making = decodeSemaphore.run(weighs, () => this.#make(original, made));
    this.#underWay.set(made.name, { making, signal: made.signal });
    try {
      await making;
    } finally {
      this.#underWay.delete(made.name);
    }
  }

  async #served(shelf: Collection, name: string, format: string): Promise<ServedImage | null> {
    const fileBytes = await this.#store.sizeOf(shelf, name);
    if (fileBytes === null) return null;
    return {
      read: (part) => this.#store.read(shelf, name, part),
      fileBytes,
      contentType: IMAGE_TYPES[format] ?? 'application/octet-stream',
      etag: `"${name}"`,
    };
  }

  async #make(original: Original, { name, make }: Made): Promise<void> {
    const { freeBytes, minFreeBytes } = this.#deps;
    if ((await freeBytes()) < minFreeBytes) throw new ProblemError('disk-full');
    const temporary = this.#store.temporaryPath();
    try {
      const { size } = await this.#store.withFile(original.shelf, original.name, (file) =>
        make(file, temporary),
      );
      await this.#store.adopt(temporary, 'renditions', name);
      await this.#count(name, size);
      // Whoever deleted the original meanwhile has looked for its renditions already.
      if ((await this.#store.sizeOf(original.shelf, original.name)) === null) {
        await this.#store.remove('renditions', name);
      }
    } finally {
      await this.#store.discard(temporary);
    }
  }

  /** Now and then lets the oldest of a kind go beyond what is kept; the one just made is about to be sent, however large. */
  async #count(made: string, fileBytes: number): Promise<void> {
    const kind = kindOf(made);
    const maxKeptBytes = this.#deps.maxKeptBytes?.[kind] ?? MAX_KEPT_BYTES[kind];
    this.#bytesSinceTrim[kind] += fileBytes;
    if (this.#bytesSinceTrim[kind] < maxKeptBytes * TRIM_EVERY_SHARE) return;
    this.#bytesSinceTrim[kind] = 0;
    const kept = (await this.#store.list('renditions')).filter(({ name }) => kindOf(name) === kind);
    let bytes = kept.reduce((sum, file) => sum + file.fileBytes, 0);
    for (const file of kept.toSorted((a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime())) {
      if (bytes <= maxKeptBytes) return;
      if (file.name === made) continue;
      await this.#store.remove('renditions', file.name);
      bytes -= file.fileBytes;
    }
  }
}
