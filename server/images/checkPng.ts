import { type FileHandle, open } from 'node:fs/promises';
import { ProblemError } from '../../src/domain/problem.ts';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** More than enough for 50 MB in pieces of 8 KB. */
const MAX_CHUNKS = 50_000;
/** Packed text grows up to a thousandfold, and decoders unpack all of it before the first pixel. */
const MAX_PACKED_TEXT_BYTES = 256 * 1024;
/** Keyword, a zero, the flag that says whether an iTXt is packed (PNG, third edition, 11.3.3.4). */
const MAX_KEYWORD = 79;

/**
 * Walks the chunks of a PNG before any decoder sees it; other files pass. Costs a few reads and no memory.
 *
 * @throws ProblemError when it is animated, since libvips would show its first frame, or when it holds more packed text
 * than a picture needs.
 */
export async function checkPng(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const start = Buffer.alloc(SIGNATURE.byteLength);
    await handle.read(start, 0, start.byteLength, 0);
    if (start.equals(SIGNATURE)) await checkChunks(handle);
  } finally {
    await handle.close();
  }
}

async function checkChunks(handle: FileHandle): Promise<void> {
  const header = Buffer.alloc(8);
  let position = SIGNATURE.byteLength;
  let packedTextBytes = 0;
  let hasPixels = false;
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const { bytesRead } = await handle.read(header, 0, 8, position);
    if (bytesRead < 8) return;
    const type = header.toString('latin1', 4, 8);
    const dataBytes = header.readUInt32BE(0);
    if (type === 'IDAT') hasPixels = true;
    // Behind the pixels it means nothing (11.3.6.1): decoders have begun to show a still image by then.
    if (type === 'acTL' && !hasPixels && (await framesIn(handle, position + 8)) > 1)
      throw new ProblemError('image-animated');
    if (type === 'zTXt' || (type === 'iTXt' && (await isPackedText(handle, position + 8)))) {
      packedTextBytes += dataBytes;
      if (packedTextBytes > MAX_PACKED_TEXT_BYTES) throw new ProblemError('image-too-heavy');
    }
    position += 12 + dataBytes;
  }
  throw new ProblemError('image-too-heavy');
}

async function isPackedText(handle: FileHandle, at: number): Promise<boolean> {
  const beginning = Buffer.alloc(MAX_KEYWORD + 2);
  await handle.read(beginning, 0, beginning.byteLength, at);
  return beginning[beginning.indexOf(0) + 1] !== 0;
}

/** PNG, third edition, 11.3.6.1. */
async function framesIn(handle: FileHandle, at: number): Promise<number> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, at);
  return bytesRead < 4 ? 0 : buffer.readUInt32BE(0);
}
