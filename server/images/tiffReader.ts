import type { FileHandle } from 'node:fs/promises';

/** Sizes in bytes of the types of values (TIFF 6.0, section 2), by their numbers. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4] as const;
export const ENTRY_BYTES = 12;
const MAX_ENTRIES = 200;
/** Of one entry: what is longer is a preview or a maker's note, whose addresses would lead nowhere. */
const MAX_BYTES = 10_000;

export interface TiffEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Reads the directories of a TIFF from its file (TIFF 6.0, section 2). */
export class TiffReader {
  readonly #file: FileHandle;
  readonly #isLittle: boolean;

  constructor(file: FileHandle, isLittle: boolean) {
    this.#file = file;
    this.#isLittle = isLittle;
  }

  get order(): string {
    return this.#isLittle ? 'II*\0' : 'MM\0*';
  }

  u16(bytes: Buffer, at: number): number {
    if (at + 2 > bytes.length) return 0;
    return this.#isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }

  u32(bytes: Buffer, at: number): number {
    if (at + 4 > bytes.length) return 0;
    return this.#isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }

  write(bytes: Buffer, at: number, value: number, size: 2 | 4): void {
    if (this.#isLittle) bytes.writeUIntLE(value, at, size);
    else bytes.writeUIntBE(value, at, size);
  }

  /** The entries of a directory as far as they lie in the file. */
  async entriesAt(at: number): Promise<TiffEntry[]> {
    if (at < 8) return [];
    const count = Math.min(MAX_ENTRIES, this.u16(await bytesAt(this.#file, at, 2), 0));
    const table = await bytesAt(this.#file, at + 2, count * ENTRY_BYTES);
    const entries: TiffEntry[] = [];
    for (let from = 0; from + ENTRY_BYTES <= table.length; from += ENTRY_BYTES) {
      const [tag, type] = [this.u16(table, from), this.u16(table, from + 2)];
      const values = this.u32(table, from + 4);
      const length = values * (TYPE_BYTES[type] ?? 0);
      if (length === 0 || length > MAX_BYTES) continue;
      const data =
        length <= 4
          ? Buffer.from(table.subarray(from + 8, from + 12))
          : await bytesAt(this.#file, this.u32(table, from + 8), length);
      if (data.length >= Math.min(4, length)) entries.push({ tag, type, count: values, data });
    }
    return entries.filter(({ type, count, data }) => data.length >= count * (TYPE_BYTES[type] ?? 0));
  }
}

/** The first directory of a classic TIFF; null for every other file. */
export async function firstDirectory(
  file: FileHandle,
): Promise<{ reader: TiffReader; entries: TiffEntry[] } | null> {
  const head = await bytesAt(file, 0, 8);
  const order = head.toString('latin1', 0, 4);
  if (order !== 'II*\0' && order !== 'MM\0*') return null;
  const reader = new TiffReader(file, order.startsWith('I'));
  return { reader, entries: await reader.entriesAt(reader.u32(head, 4)) };
}
