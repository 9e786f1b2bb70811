import type { ProblemCode } from '../../../src/domain/problem.ts';
import type { Raster } from '../raster.ts';

/** What was read beside the pixels. */
export interface ForeignMetadata {
  readonly exif?: Uint8Array;
  readonly xmp?: Uint8Array;
  /** An ICC profile. */
  readonly icc?: Uint8Array;
  /** Pixels an inch. */
  readonly density?: number;
}

/** What there is of one that breaks off, and of one that moves. */
interface ForeignExtent {
  /** Rows that never come: the others are the picture. */
  readonly missingRows?: number;
  readonly frames?: number;
}

/** What became of decoding a file; a class of error would not come through between threads. */
export type DecodedForeign =
  | ({ readonly raster: Raster } & ForeignMetadata & ForeignExtent)
  /** With the profile in it. */
  | ({ readonly png: Uint8Array } & ForeignMetadata & ForeignExtent)
  | { readonly problem: ProblemCode; readonly reason?: string };
