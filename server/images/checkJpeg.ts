import { open, readFile } from 'node:fs/promises';
import { ProblemError } from '../../src/domain/problem.ts';

/** Encoders write about ten; each further one makes the decoder go over all pixels again. */
const MAX_SCANS = 64;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/**
 * Counts the scans of a JPEG before any decoder sees it; other files pass. Layout: ITU-T T.81, annex B.
 *
 * @throws ProblemError when a progressive one has more than any encoder writes.
 */
export async function checkJpeg(file: string): Promise<void> {
  if (!(await isJpeg(file))) return;
  const bytes = await readFile(file);
  let scans = 0;
  for (let at = 2; ; ) {
    const marker = nextMarker(bytes, at);
    if (marker === null || marker.type === END_OF_IMAGE) return;
    if (marker.type === START_OF_SCAN) scans += 1;
    if (scans > MAX_SCANS) throw new ProblemError('image-too-heavy');
    if (marker.end + 2 > bytes.length) return;
    // Its length counts itself. What is packed behind the head of a scan holds no markers.
    at = marker.end + bytes.readUInt16BE(marker.end);
  }
}

async function isJpeg(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0xff && buffer[1] === 0xd8;
  } finally {
    await handle.close();
  }
}

function nextMarker(bytes: Buffer, from: number): { type: number; end: number } | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const type = bytes[at + 1] ?? 0;
    // A packed 255, a restart inside a scan, or a byte to fill up.
    const isNone = type === 0 || type === 0xff || (type >= 0xd0 && type <= 0xd7) || type === 1;
    if (!isNone) return { type, end: at + 2 };
  }
  return null;
}
