import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { OfferChoice, Offered, OfferTaken } from '../../src/domain/contract/offers.ts';
import { offeredSchema } from '../../src/domain/contract/offers.ts';
import type { Source } from '../../src/domain/contract/source.ts';
import { MAX_OFFERED_BYTES } from '../../src/domain/limits.ts';
import { offerOf } from '../../src/domain/offer.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { decodeSemaphore } from '../images/decodeSemaphore.ts';
import { madeName } from '../images/madeName.ts';
import { type OpenedImage, openImage } from '../images/openImage.ts';
import type { RenditionCache, ServedImage } from '../images/renditionCache.ts';
import { type Address, fetchFrom } from '../sources/fetchSource.ts';
import { receiveFile, receiveSource, type Upload } from '../sources/receiveSource.ts';
import { type ImageStore, isMissing } from '../storage/imageStore.ts';
import { makeCopy, writePreview } from './makeCopy.ts';
import { type OfferedFile, offeredFileSchema, readOffered } from './readOffered.ts';

/**
 * Images that are refused as they are: kept for somebody to look at what could be made of them, and to choose. No row
 * knows their files, so that the sweep takes them after a while.
 */
export class Offers {
  readonly #store: ImageStore;
  readonly #cache: RenditionCache;

  constructor(store: ImageStore, cache: RenditionCache) {
    this.#store = store;
    this.#cache = cache;
  }

  /** @throws ProblemError why the file is refused, where no copy can be made of it. */
  async receive(upload: Upload): Promise<Offered> {
    const file = this.#store.temporaryPath();
    try {
      const received = await receiveFile(this.#store, file, { ...upload, mostBytes: MAX_OFFERED_BYTES });
      const offered = await readOffered(file, { ...received, signal: upload.signal });
      await this.#store.adopt(file, 'upstream', fileName(offered.id));
      await this.#keepFacts(offered);
      return offeredSchema.parse(offered);
    } finally {
      await this.#store.discard(file);
    }
  }

  /** The same of what is at an address. */
  receiveFrom(address: Address): Promise<Offered> {
    return fetchFrom(address, MAX_OFFERED_BYTES, (upload) => this.receive(upload));
  }

  /** One of its frames, small; null when it is gone. */
  async preview(id: string, frame: number, signal: AbortSignal): Promise<ServedImage | null> {
    const offered = await this.#find(id, frame);
    const original = { ...offered, shelf: 'upstream' as const, name: fileName(id) };
    return this.#cache.serve(original, {
      name: madeName(id, `offered-${frame}.png`),
      format: 'png',
      weighs: weightOf(offered),
      signal,
      make: async (file, temporary) => {
        await writePreview(await openAgain(file, frame), temporary, offered);
        return { size: (await readFile(temporary)).byteLength };
      },
    });
  }

  /**
   * Makes the copy that was chosen, and takes it in as a source.
   *
   * @throws ProblemError when the file is gone, or a copy of it would be too large.
   */
  async take(id: string, { at, frame }: OfferChoice, signal: AbortSignal): Promise<OfferTaken> {
    const offered = await this.#find(id, frame);
    const offer = offerOf(offered.kind, offered, offered);
    if (offer === null) throw new ProblemError('offer-not-found');
    const copy = this.#store.temporaryPath();
    try {
      const made = await decodeSemaphore.run({ ...weightOf(offered), signal }, () =>
        this.#store.withFile('upstream', fileName(id), async (file) =>
          makeCopy(await openAgain(file, frame), copy, { offered, offer, at }),
        ),
      );
      return { ...made, source: await this.#takeIn(copy, signal) };
    } finally {
      await this.#store.discard(copy);
    }
  }

  #takeIn(copy: string, signal: AbortSignal): Promise<Source> {
    return receiveSource(this.#store, { body: createReadStream(copy), contentLength: null, signal });
  }

  async #find(id: string, frame: number): Promise<OfferedFile> {
    const facts = await this.#store
      .withFile('upstream', factsName(id), (file) => readFile(file, 'utf8'))
      .catch((error: unknown) => {
        if (isMissing(error)) throw new ProblemError('offer-not-found');
        throw error;
      });
    const offered = offeredFileSchema.parse(JSON.parse(facts));
    if (frame >= offered.frames) {
      const message = `This image has ${offered.frames} frames, the first of which is 0.`;
      throw new ProblemError('invalid-request', { errors: [{ path: 'frame', message }] });
    }
    return offered;
  }

  async #keepFacts(offered: OfferedFile): Promise<void> {
    const file = this.#store.temporaryPath();
    try {
      const handle = await this.#store.openToWrite(file);
      await handle.writeFile(JSON.stringify(offered)).finally(() => handle.close());
      await this.#store.adopt(file, 'upstream', factsName(offered.id));
    } finally {
      await this.#store.discard(file);
    }
  }
}

/** Both begin with the id of the file, as if it were a source, by which the sweep finds that no row needs them. */
const fileName = (id: string) => madeName(id, 'offered');
const factsName = (id: string) => madeName(id, 'offered.json');

function openAgain(file: string, frame: number): Promise<OpenedImage> {
  return openImage(file, { frame, isRefused: true });
}

function weightOf({ width, height, format }: OfferedFile) {
  return { width, height, format };
}
