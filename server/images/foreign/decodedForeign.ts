import type { ProblemCode } from '../../../src/domain/problem.ts';
import type { Raster } from '../raster.ts';

/** What became of decoding a file; a class of error would not come through between threads. */
export type DecodedForeign =
  | { readonly raster: Raster }
  /** With the profile in it. */
  | { readonly png: Uint8Array }
  | { readonly problem: ProblemCode; readonly reason?: string };
