import type { Offered } from '../../domain/contract/offers.ts';
import type { Offer, OfferKind } from '../../domain/offer.ts';
import type { Size } from '../../domain/side.ts';
import type { Arrival } from '../sourceStore.ts';

/** What a copy keeps of the file beside its pixels. */
export type Keeps = Pick<Offered, 'bits' | 'colour' | 'isConverted' | 'metadata'>;

export interface Choice {
  readonly offer: Offer;
  /** Where the window lies along the long side, 0 to 1. */
  readonly at: number;
  readonly frame: number;
}

export interface MadeCopy {
  readonly arrival: Arrival;
  readonly size: Size;
  /** Null where the browser made it, which keeps nothing. */
  readonly kept: (Keeps & { readonly isLossless: boolean }) | null;
}

/** A refused image, and a way to make of it one that can be opened. */
export interface RefusedPicture {
  readonly kind: OfferKind;
  /** What is there of it. */
  readonly size: Size;
  /** The same with what is missing. */
  readonly whole: Size;
  readonly frames: number;
  /** Null where the browser makes the copy. */
  readonly keeps: (Keeps & Pick<Offered, 'hasAlpha'>) | null;
  /** A frame of it as far as it is there, of any resolution. The caller closes it; a signal spares the work. */
  frame(index: number, signal?: AbortSignal): Promise<ImageBitmap | VideoFrame>;
  /** @throws ProblemError when it cannot be made. */
  make(choice: Choice): Promise<MadeCopy>;
  /** The copy as the browser can make it, where the relay would make another. */
  makeByBrowser?(choice: Choice): Promise<MadeCopy>;
}
