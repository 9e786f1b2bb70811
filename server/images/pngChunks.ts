import { crc32, deflateSync } from 'node:zlib';
import type { RowImage } from './rowImage.ts';

export interface PngChunk {
  readonly type: string;
  readonly data: Buffer;
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
export const PNG_SIGNATURE_BYTES = SIGNATURE.byteLength;
/** Signature and IHDR. */
export const PNG_HEAD_BYTES = SIGNATURE.byteLength + 25;

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.byteLength).equals(SIGNATURE);
}

/** The chunks in front of the pixels, as far as the bytes reach (PNG, third edition, 5.3). */
export function chunksBeforePixels(bytes: Buffer): { chunks: PngChunk[]; endsAt: number } {
  const chunks: PngChunk[] = [];
  let at = SIGNATURE.byteLength;
  while (at + 12 <= bytes.byteLength) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT' || at + 12 + length > bytes.byteLength) break;
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return { chunks, endsAt: at };
}

/** PNG, third edition, 11.2.1: colour types by channels. */
export const COLOUR_TYPES = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;

/** Signature and IHDR. */
export function pngStart({ width, height, channels, bits }: Omit<RowImage, 'rows'>): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.writeUInt8(bits, 8);
  data.writeUInt8(COLOUR_TYPES[channels], 9);
  return Buffer.concat([SIGNATURE, pngChunk({ type: 'IHDR', data })]);
}

export function pngChunk({ type, data }: PngChunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.byteLength + 8);
  chunk.writeUInt32BE(data.byteLength, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), chunk.byteLength - 4);
  return chunk;
}

/** A PNG with these chunks in place of all others between its head and its pixels; transparency and palette stay. */
export function withChunks(png: Buffer, chunks: readonly PngChunk[]): Buffer[] {
  const { chunks: present, endsAt } = chunksBeforePixels(png);
  const kept = present.filter(({ type }) => type === 'PLTE' || type === 'tRNS');
  return [
    png.subarray(0, PNG_HEAD_BYTES),
    ...chunks.map(pngChunk),
    ...kept.map(pngChunk),
    png.subarray(endsAt),
  ];
}

/** PNG, third edition, 11.3.2.3. */
export function iccChunk(profile: Buffer): PngChunk {
  return {
    type: 'iCCP',
    data: Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(profile)]),
  };
}
