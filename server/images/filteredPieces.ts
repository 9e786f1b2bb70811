import { constants, deflateRawSync } from 'node:zlib';
import type { StreamedImage } from './rowImage.ts';

/** Filtered rows one after the other, each behind the byte that tells its filter (PNG, third edition, 9.2). */
export interface FilteredPiece {
  readonly bytes: Buffer;
  /** Whether hardly a byte is foretold: then nothing that is looked for again further on is found. */
  readonly isGrainy: boolean;
}

export const PIECE_BYTES = 1 << 18;
/** What differs from the row above, and from the mean of that and what lies to the left. */
const [FILTER_UP, FILTER_AVERAGE] = [2, 3];
/** So many bytes one after the other are foretold exactly in what is drawn, and in skies hardly ever. */
const RUN = 6;
/** Share of places with such a run from which an image is drawn: photos are at a tenth, drawings at eight. */
const DRAWN_SHARE = 0.25;
/** Every so many bytes are looked at. */
const STEP = 17;
/** Bytes of a sample that is packed to see whether something comes again, and how many are taken of a piece. */
const SAMPLE = { bytes: 4096, count: 2 } as const;
/**
 * Samples that looking for what comes again makes smaller than this are drawn: with the filter for grain, photos are at
 * 0.94 and more, dithers and drawings at 0.77 and less (measured).
 */
const COMES_AGAIN = 0.85;

/**
 * Rows as PNG packs them, some at a time. Grain is told best by the mean of its neighbours, what is drawn by the row
 * above, which is alike (measured): which of both goes by the piece before.
 */
export async function* filteredPieces(image: StreamedImage): AsyncGenerator<FilteredPiece> {
  const { width, channels, bits, rows } = image;
  const pixelBytes = (channels * bits) / 8;
  const rowBytes = width * pixelBytes;
  const rowsInPiece = Math.max(1, Math.floor(PIECE_BYTES / (rowBytes + 1)));
  let [above, own] = [wordsFor(rowBytes), wordsFor(rowBytes)];
  const [left, filtered] = [wordsFor(rowBytes), wordsFor(rowBytes)];
  let bytes = Buffer.alloc(rowsInPiece * (rowBytes + 1));
  let [at, isGrainy] = [0, false];
  for await (const row of rows) {
    if (row instanceof Uint16Array) writeBigEndian(row, own.bytes);
    else own.bytes.set(row);
    bytes[at] = isGrainy ? FILTER_AVERAGE : FILTER_UP;
    if (isGrainy) {
      left.bytes.set(own.bytes.subarray(0, rowBytes - pixelBytes), pixelBytes);
      takeMean(own.words, left.words, above.words, filtered.words);
    } else takeAbove(own.words, above.words, filtered.words);
    bytes.set(filtered.bytes, at + 1);
    at += rowBytes + 1;
    [above, own] = [own, above];
    if (at < bytes.length) continue;
    isGrainy = !isMostlyForetold(bytes) && !comesAgain(bytes);
    yield { bytes, isGrainy };
    bytes = Buffer.alloc(bytes.length);
    at = 0;
  }
  if (at > 0) yield { bytes: bytes.subarray(0, at), isGrainy };
}

function writeBigEndian(row: Uint16Array, bytes: Uint8Array): void {
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i] ?? 0;
    bytes[2 * i] = value >> 8;
    bytes[2 * i + 1] = value;
  }
}

/** Bytes of a row, and four of them at once. */
interface RowWords {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

function wordsFor(length: number): RowWords {
  const words = new Int32Array(Math.ceil(length / 4));
  return { bytes: new Uint8Array(words.buffer, 0, length), words };
}

/** The highest bit of each byte, and all others: what one byte borrows must not come from the next. */
const HIGH = 0x80808080 | 0;
const LOW = 0x7f7f7f7f;

/** Each byte less the one above, four at once (Warren, «Hacker's Delight», 2012, 2-18). */
function takeAbove(own: Int32Array, above: Int32Array, out: Int32Array): void {
  for (let i = 0; i < out.length; i += 1) {
    const [from, by] = [own[i] ?? 0, above[i] ?? 0];
    out[i] = ((from | HIGH) - (by & LOW)) ^ ((from ^ ~by) & HIGH);
  }
}

/** Each byte less the mean, rounded down, of those to the left and above (the same, 2-5). */
function takeMean(own: Int32Array, left: Int32Array, above: Int32Array, out: Int32Array): void {
  for (let i = 0; i < out.length; i += 1) {
    const [from, a, b] = [own[i] ?? 0, left[i] ?? 0, above[i] ?? 0];
    const by = (a & b) + (((a ^ b) >>> 1) & LOW);
    out[i] = ((from | HIGH) - (by & LOW)) ^ ((from ^ ~by) & HIGH);
  }
}

function isMostlyForetold(bytes: Buffer): boolean {
  let foretold = 0;
  for (let at = 0; at + RUN <= bytes.length; at += STEP) if (isForetold(bytes, at)) foretold += 1;
  return foretold * STEP >= DRAWN_SHARE * bytes.length;
}

function isForetold(bytes: Buffer, from: number): boolean {
  for (let at = from; at < from + RUN; at += 1) if (bytes[at] !== 0) return false;
  return true;
}

/** Whether patterns come again that no neighbour foretells, as those of dithers and of small type. */
function comesAgain(piece: Buffer): boolean {
  const apart = piece.length / SAMPLE.count;
  const sample = Buffer.concat(
    Array.from({ length: SAMPLE.count }, (_, i) => {
      const from = Math.floor((i + 0.5) * apart);
      return piece.subarray(from, from + SAMPLE.bytes);
    }),
  );
  const size = (strategy: number) => deflateRawSync(sample, { level: 1, strategy }).length;
  return size(constants.Z_DEFAULT_STRATEGY) < COMES_AGAIN * size(constants.Z_RLE);
}
