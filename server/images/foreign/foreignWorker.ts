import { readFile } from 'node:fs/promises';
import type { DecodedForeign } from './decodedForeign.ts';
import type { ForeignRequest } from './foreignRequest.ts';
import { readBmp } from './readBmp.ts';
import { readHeic } from './readHeic.ts';
import { readJxl } from './readJxl.ts';

/** Decodes a file in a thread of its own, which is started when the first such file comes. */
export async function decodeForeign(request: ForeignRequest): Promise<DecodedForeign> {
  const { file, format, bits, isRefused, frame } = request;
  const bytes = await readFile(file);
  switch (format) {
    case 'bmp':
      return readBmp(bytes, isRefused);
    case 'heic':
      return readHeic({ bytes, bits, isRefused });
    case 'jxl':
      return await readJxl(bytes, { frame, isRefused });
  }
}
