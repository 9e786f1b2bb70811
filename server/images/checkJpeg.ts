import { createReadStream } from 'node:fs';
import { ProblemError } from '../../src/domain/problem.ts';

/** Encoders write about ten; each further one makes the decoder go over all pixels again. */
const MAX_SCANS = 64;
const START_OF_IMAGE = 0xd8;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Read in milliseconds: between two chunks the relay does other things. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Counts the scans of a JPEG before any decoder sees it; other files pass. Layout: ITU-T T.81, annex B.
 *
 * @throws ProblemError when a progressive one has more than any encoder writes.
 */
export async function checkJpeg(file: string): Promise<void> {
  const read = scanReader();
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    const scans = read(chunk);
    if (scans === 'done') return;
    if (scans > MAX_SCANS) throw new ProblemError('image-too-heavy');
  }
}

/** Tells of how many scans it has read so far; `done` at the end of the image, and of what is no JPEG. */
function scanReader(): (chunk: Uint8Array) => number | 'done' {
  let scans = 0;
  let position = 0;
  /** Bytes of a segment that are left to pass over, and of its length to read before. */
  let skip = 0;
  let lengthBytes = 0;
  let length = 0;
  let isAfter255 = false;
  /** A byte at the place of a marker: true at the end of the image. */
  const take = (type: number): boolean => {
    // One more byte to fill up: the marker is still to come.
    if (type === 0xff) return false;
    isAfter255 = false;
    if (isNoMarker(type)) return false;
    if (type === START_OF_SCAN) scans += 1;
    lengthBytes = 2;
    length = 0;
    return type === END_OF_IMAGE;
  };
  return (chunk) => {
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (position + at < 2) {
        if (byte !== (position + at === 0 ? 0xff : START_OF_IMAGE)) return 'done';
      } else if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step - 1;
      } else if (lengthBytes > 0) {
        length = length * 256 + byte;
        lengthBytes -= 1;
        // Its length counts itself. What is packed behind the head of a scan holds no markers.
        if (lengthBytes === 0) skip = Math.max(0, length - 2);
      } else if (!isAfter255) isAfter255 = byte === 0xff;
      else if (take(byte)) return 'done';
    }
    position += chunk.length;
    return scans;
  };
}

/** A packed 255, a restart inside a scan, or a marker for tools of a time gone by. */
function isNoMarker(type: number): boolean {
  return type === 0 || type === 1 || (type >= 0xd0 && type <= 0xd7);
}
