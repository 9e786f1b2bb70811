import { type FileHandle, open } from 'node:fs/promises';
import { iptcChunk } from './iptc.ts';
import { iptcSegment, jfifEnd } from './jpegSegments.ts';
import { PNG_HEAD_BYTES, pngChunk } from './pngChunks.ts';

interface Insertion {
  readonly at: number;
  readonly bytes: Buffer;
}

/** More than the first segment of a JPEG takes. */
const HEAD_BYTES = 0xffff + 4;
const MOVED_BYTES = 1 << 20;

/**
 * Puts IPTC into a file of a type that holds it: libvips writes none into a PNG, nor into a JPEG what it read of a PNG.
 * The file grows in place, so that one of hundreds of megabytes is never in memory. Returns how large it is.
 */
export async function addIptc(path: string, type: 'jpeg' | 'png', iptc: Buffer): Promise<{ size: number }> {
  const file = await open(path, 'r+');
  try {
    const insertion = type === 'png' ? inPng(iptc) : await inJpeg(file, iptc);
    if (insertion !== null) await insert(file, insertion);
    return { size: (await file.stat()).size };
  } finally {
    await file.close();
  }
}

function inPng(iptc: Buffer): Insertion {
  return { at: PNG_HEAD_BYTES, bytes: pngChunk(iptcChunk(iptc)) };
}

async function inJpeg(file: FileHandle, iptc: Buffer): Promise<Insertion | null> {
  const bytes = iptcSegment(iptc);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return bytes && { at: jfifEnd(buffer.subarray(0, bytesRead)), bytes };
}

/** From the end on, so that nothing is written over before it has moved. */
async function insert(file: FileHandle, { at, bytes }: Insertion): Promise<void> {
  let end = (await file.stat()).size;
  const block = Buffer.alloc(MOVED_BYTES);
  while (end > at) {
    const length = Math.min(MOVED_BYTES, end - at);
    end -= length;
    await file.read(block, 0, length, end);
    await file.write(block, 0, length, end + bytes.byteLength);
  }
  await file.write(bytes, 0, bytes.byteLength, at);
}
