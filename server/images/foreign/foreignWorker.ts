import { readFile } from 'node:fs/promises';
import type { DecodedForeign } from './decodedForeign.ts';
import type { ForeignFormat } from './foreignFormat.ts';
import { readBmp } from './readBmp.ts';
import { readHeic } from './readHeic.ts';
import { readJxl } from './readJxl.ts';

export interface ForeignRequest {
  readonly file: string;
  readonly format: ForeignFormat;
  /** Bits a channel, where they are known. */
  readonly bits: number;
}

/** Decodes a file in a thread of its own, which is started when the first such file comes. */
export async function decodeForeign({ file, format, bits }: ForeignRequest): Promise<DecodedForeign> {
  const bytes = await readFile(file);
  switch (format) {
    case 'bmp':
      return readBmp(bytes);
    case 'heic':
      return readHeic({ bytes, bits });
    case 'jxl':
      return await readJxl(bytes);
  }
}
