import type { Size } from '../../src/domain/side.ts';

const ORIENTATION = 0x0112;
const RESOLUTION_ACROSS = 0x011a;
const RESOLUTION_UNIT = 0x0128;
const CENTIMETRES = 3;
const SUB_IFD = 0x8769;
const PIXELS_ACROSS = 0xa002;
const PIXELS_DOWN = 0xa003;
const THUMBNAIL_START = 0x0201;
const THUMBNAIL_LENGTH = 0x0202;
const ENTRY_BYTES = 12;

/**
 * EXIF of a source as EXIF of a result (CIPA DC-008, 4.6): upright, of the result's size, without the thumbnail, which
 * shows another picture. Null when it cannot be read.
 */
export function normalisedExif(exif: Buffer, { width, height }: Size): Buffer | null {
  const start = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0;
  const tiff = Buffer.from(exif.subarray(start));
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 14 || (order !== 'II' && order !== 'MM')) return null;
  const io = new TiffBytes(tiff, order === 'II');
  const first = io.u32(4);
  const entries = io.entriesAt(first);
  if (entries === null) return null;
  setValue(
    io,
    entries.find((entry) => entry.tag === ORIENTATION),
    1,
  );
  const sub = entries.find((entry) => entry.tag === SUB_IFD);
  const inner = sub === undefined ? null : io.entriesAt(io.u32(sub.at + 8));
  setValue(
    io,
    inner?.find((entry) => entry.tag === PIXELS_ACROSS),
    width,
  );
  setValue(
    io,
    inner?.find((entry) => entry.tag === PIXELS_DOWN),
    height,
  );
  return withoutThumbnail(io, first + 2 + entries.length * ENTRY_BYTES);
}

/** Pixels an inch that EXIF tells of; null when it tells nothing. */
export function densityOfExif(exif: Buffer): number | null {
  const start = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0;
  const tiff = exif.subarray(start);
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 14 || (order !== 'II' && order !== 'MM')) return null;
  const io = new TiffBytes(tiff, order === 'II');
  const entries = io.entriesAt(io.u32(4));
  const across = entries?.find((entry) => entry.tag === RESOLUTION_ACROSS);
  if (across === undefined) return null;
  const at = io.u32(across.at + 8);
  const density = io.u32(at) / io.u32(at + 4);
  const unit = entries?.find((entry) => entry.tag === RESOLUTION_UNIT);
  const perInch = unit && io.u16(unit.at + 8) === CENTIMETRES ? density * 2.54 : density;
  return perInch > 0 && Number.isFinite(perInch) ? perInch : null;
}

/** A TIFF whose orientation says upright, whatever it said before: libtiff takes what is no turn for damage. */
export function uprightTiff(tiff: Buffer): Buffer {
  const io = new TiffBytes(Buffer.from(tiff), tiff.toString('latin1', 0, 2) === 'II');
  setValue(
    io,
    io.entriesAt(io.u32(4))?.find((entry) => entry.tag === ORIENTATION),
    1,
  );
  return io.bytes;
}

interface Entry {
  readonly tag: number;
  /** Where it begins. */
  readonly at: number;
}

class TiffBytes {
  readonly bytes: Buffer;
  readonly #isLittle: boolean;

  constructor(bytes: Buffer, isLittle: boolean) {
    this.bytes = bytes;
    this.#isLittle = isLittle;
  }

  u16(at: number): number {
    if (at + 2 > this.bytes.length) return 0;
    return this.#isLittle ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }

  u32(at: number): number {
    if (at + 4 > this.bytes.length) return 0;
    return this.#isLittle ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }

  write(at: number, value: number, size: 2 | 4): void {
    if (at + size > this.bytes.length) return;
    if (this.#isLittle) this.bytes.writeUIntLE(value, at, size);
    else this.bytes.writeUIntBE(value, at, size);
  }

  /** The entries of a directory, or null when it does not lie in the bytes. */
  entriesAt(at: number): Entry[] | null {
    const count = this.u16(at);
    if (at < 8 || at + 2 + count * ENTRY_BYTES > this.bytes.length) return null;
    return Array.from({ length: count }, (_, i) => {
      const entry = at + 2 + i * ENTRY_BYTES;
      return { tag: this.u16(entry), at: entry };
    });
  }
}

function setValue(io: TiffBytes, entry: Entry | undefined, value: number): void {
  if (entry === undefined) return;
  const isShort = io.u16(entry.at + 2) === 3;
  if (isShort && value > 0xffff) return;
  io.write(entry.at + 8, value, isShort ? 2 : 4);
}

/** Ends the list of directories behind the first one, and blanks the thumbnail's bytes. */
function withoutThumbnail(io: TiffBytes, nextAt: number): Buffer {
  const second = io.u32(nextAt);
  const entries = second === 0 ? null : io.entriesAt(second);
  io.write(nextAt, 0, 4);
  const start = entries?.find((entry) => entry.tag === THUMBNAIL_START);
  const length = entries?.find((entry) => entry.tag === THUMBNAIL_LENGTH);
  if (start === undefined || length === undefined) return io.bytes;
  const [from, bytes] = [io.u32(start.at + 8), io.u32(length.at + 8)];
  const end = Math.min(io.bytes.length, from + bytes);
  if (from < 8 || from >= end) return io.bytes;
  io.bytes.fill(0, from, end);
  return end === io.bytes.length ? io.bytes.subarray(0, from) : io.bytes;
}
