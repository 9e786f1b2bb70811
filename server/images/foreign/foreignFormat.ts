import { open } from 'node:fs/promises';

/** Formats that libvips does not decode here. */
export type ForeignFormat = 'heic' | 'bmp' | 'jxl';

/** How their files begin, one character a byte; the brands of HEIC are those of ISO/IEC 23008-12, annex B. */
const BEGINNINGS: readonly (readonly [ForeignFormat, RegExp])[] = [
  ['heic', /^[\s\S]{4}ftyp(?:hei[cxms]|heif|mif1|mif2|mini)/],
  ['bmp', /^BM[\s\S]{12}[\f\x28\x34\x38\x40\x6c\x7c]\0\0\0/],
  ['jxl', /^(?:\xff\n|\0\0\0\fJXL \r\n\x87\n)/],
];
const MAX_BEGINNING = 18;
/** An AVIF may say of itself first that it is some HEIF. */
const AVIF_BRAND = /avif|avis/;
const BRANDS_BYTES = 64;

/** Null for every other file. */
export async function foreignFormatOf(file: string): Promise<ForeignFormat | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BRANDS_BYTES), 0, BRANDS_BYTES, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    const [format] = BEGINNINGS.find(([, beginning]) => beginning.test(start.slice(0, MAX_BEGINNING))) ?? [];
    return format === 'heic' && AVIF_BRAND.test(start) ? null : (format ?? null);
  } finally {
    await handle.close();
  }
}
