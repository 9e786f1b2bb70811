import { type FileHandle, open } from 'node:fs/promises';
import { CAMERA_RAW_SENTENCE } from '../../src/domain/foreignFile.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { firstDirectory, type TiffEntry, type TiffReader } from './tiffReader.ts';

const NEW_SUBFILE_TYPE = 254;
const COMPRESSION = 259;
const PHOTOMETRIC = 262;
const SUB_IFDS = 330;
const DNG_VERSION = 50_706;

const YCBCR = 6;
/** Of them libtiff makes RGB: JPEG as in TIFF 6.0, and as in its supplement. */
const JPEG_COMPRESSIONS: ReadonlySet<number> = new Set([6, 7]);
/** A first directory at 16 and the mark before it: pixels may stand where the mark does, and may spell its letters. */
const CANON_HEAD = Buffer.from('II*\0\x10\0\0\0CR\x02\0', 'latin1');

/**
 * Looks at the first directory of a TIFF before any decoder sees it (TIFF 6.0, section 8; DNG 1.7, chapter 4); other
 * files pass.
 *
 * @throws ProblemError when it is the raw data of a camera, of which decoders would show the preview, or when libvips
 * would take its brightness and colour differences for red, green and blue.
 */
export async function checkTiff(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const directory = await firstDirectory(file);
    if (directory === null) return;
    const { reader, entries } = directory;
    const has = (tag: number) => entries.some((entry) => entry.tag === tag);
    const value = (tag: number) => numberIn(entries, tag, reader);
    const isPreview = ((value(NEW_SUBFILE_TYPE) ?? 0) & 1) === 1;
    if (has(DNG_VERSION) || (isPreview && has(SUB_IFDS)) || (await isCanonRaw(file))) {
      throw new ProblemError('not-an-image', { detail: CAMERA_RAW_SENTENCE });
    }
    const isJpeg = JPEG_COMPRESSIONS.has(value(COMPRESSION) ?? 1);
    if (value(PHOTOMETRIC) === YCBCR && !isJpeg) throw new ProblemError('image-unreadable');
  } finally {
    await file.close();
  }
}

/** Canon's second kind says so behind the head of a TIFF. */
async function isCanonRaw(file: FileHandle): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(CANON_HEAD.length), 0, CANON_HEAD.length, 0);
  return buffer.equals(CANON_HEAD);
}

/** The first number of an entry, of 16 or 32 bits; null where there is no such entry. */
function numberIn(entries: readonly TiffEntry[], tag: number, reader: TiffReader): number | null {
  const entry = entries.find((one) => one.tag === tag);
  if (entry === undefined) return null;
  return entry.type === 3 ? reader.u16(entry.data, 0) : reader.u32(entry.data, 0);
}
