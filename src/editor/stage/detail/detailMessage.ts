import type { Rect } from '../../../domain/viewport.ts';

/** First the file, then parts of it: `rect` in source pixels, at `scale` pixels of the copy per source pixel. */
export type DetailRequest = { readonly file: Blob } | { readonly rect: Rect; readonly scale: number };

export interface DetailAnswer {
  readonly bitmap: ImageBitmap;
  readonly rect: Rect;
}
