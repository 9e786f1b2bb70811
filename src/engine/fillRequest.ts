import type { Side, Size } from '../domain/side.ts';

/** `draft` answers while a handle moves, `normal` is what a result gets, `best` takes up to five times as long. */
export type Quality = 'draft' | 'normal' | 'best';

/** A small picture of how far the fill has got. */
export interface FillPreview extends Size {
  /** RGBA, width × height × 4. */
  readonly rgba: Uint8ClampedArray;
}

export interface FillRequest {
  /** The source, RGBA, width × height × 4. */
  readonly rgba: Uint8ClampedArray;
  readonly size: Size;
  /** What each side adds, in whole pixels. */
  readonly pads: Readonly<Record<Side, number>>;
  /** Any whole number. The same seed gives the same bytes. */
  readonly seed: number;
  /**
   * Which of several fills with the same seed this is, from 0: the best one, then those that are good and different from
   * all before. Default: the only one.
   */
  readonly variant?: { readonly index: number; readonly of: number };
  /** Default: normal. */
  readonly quality?: Quality;
  /** Told the share done, 0–1, never falling, after every round of work. */
  readonly onProgress?: (share: number) => void;
  /** Shown the whole frame, small, after each of the coarse levels. */
  readonly onPreview?: (preview: FillPreview) => void;
  /** Asked after every round of work; once it says true, the fill ends with `FillError` `cancelled`. */
  readonly isCancelled?: () => boolean;
}

/** Fills the new area of a frame: returns it whole, RGBA, with the source's pixels unchanged at (left, up). */
export type Fill = (request: FillRequest) => Uint8ClampedArray;
