import type { Size } from '../domain/side.ts';
import type { DraftPads } from './draftFrame.ts';

/** What the draft worker is told: first the small copy of the source, then one fill after the other. */
export type DraftOrder =
  | { readonly kind: 'source'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'fill'; readonly pads: DraftPads };

/** What it answers to each fill: the whole frame, or null when there is nothing to show. */
export interface DraftAnswer {
  readonly bitmap: ImageBitmap | null;
}

/** RGBA, width × height × 4. */
export interface DraftSource {
  readonly rgba: Uint8ClampedArray;
  readonly size: Size;
}
