import { open } from 'node:fs/promises';
import { ProblemError } from '../../src/domain/problem.ts';

/** The boxes that describe an image stand before its pixels. */
const BEGINNING_BYTES = 1_000_000;
const BOX_HEAD_BYTES = 8;
/** So many bytes of version and flags follow the head of a box of boxes. */
const VERSION_BYTES = 4;

/**
 * Looks at what an AVIF says of its transparency; other files pass.
 *
 * @throws ProblemError when its colours were multiplied with it (ISO/IEC 23008-12, 6.6.2.1.1: a reference `prem`), of
 * which neither libheif's decoder nor browsers tell: they would be too dark wherever it is not opaque.
 */
export async function checkAvif(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    if (bytes.toString('latin1', 4, 8) !== 'ftyp') return;
    const references = boxIn(boxIn(bytes, 'meta').subarray(VERSION_BYTES), 'iref').subarray(VERSION_BYTES);
    if (boxIn(references, 'prem').length === 0) return;
    throw new ProblemError('image-unreadable', { detail: SENTENCE });
  } finally {
    await file.close();
  }
}

const SENTENCE =
  'This AVIF stores its colours multiplied with its transparency, which would look too dark here. Save it without that, or as PNG, and open that.';

/** What the first box of a type holds (ISO/IEC 14496-12, 4.2); nothing where there is none. */
function boxIn(bytes: Buffer, type: string): Buffer {
  for (let at = 0; at + BOX_HEAD_BYTES <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    // Longer ones than four bytes can say, and those that reach to the end, hold pixels.
    if (length < BOX_HEAD_BYTES) break;
    if (bytes.toString('latin1', at + 4, at + BOX_HEAD_BYTES) === type) {
      return bytes.subarray(at + BOX_HEAD_BYTES, at + length);
    }
    at += length;
  }
  return Buffer.alloc(0);
}
