import type { ForeignFormat } from './foreignFormat.ts';

export interface ForeignRequest {
  readonly file: string;
  readonly format: ForeignFormat;
  /** Bits a channel, where they are known. */
  readonly bits: number;
  /** Of one that moves. */
  readonly frame: number;
  /** It may be of any size, and of one that breaks off is decoded what is there. */
  readonly isRefused: boolean;
}
