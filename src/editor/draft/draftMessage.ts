import type { DraftPads } from './draftFrame.ts';

export interface DraftRequest {
  readonly pads: DraftPads;
  /** What of the copy is not looked at, on each side. */
  readonly cuts: DraftPads;
  /** Whether the draft before, carried over, will do: while a handle moves. */
  readonly mayBeRough: boolean;
}

/** What the draft worker is told: first the small copy of the source, then one fill after the other. */
export type DraftWorkerMessage =
  | { readonly kind: 'source'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'fill'; readonly request: DraftRequest };

/** The answer to a wish: the whole frame, or null when there is nothing to show. */
export interface Drafted<Picture> {
  readonly picture: Picture | null;
  readonly isRough: boolean;
}
