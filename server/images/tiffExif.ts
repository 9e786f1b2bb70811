import { type FileHandle, open } from 'node:fs/promises';

/** Sizes in bytes of the types of values (TIFF 6.0, section 2), by their numbers. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4] as const;
const ENTRY_BYTES = 12;
const MAX_ENTRIES = 200;
/** Of one entry: what is longer is a preview or a maker's note, whose addresses would lead nowhere. */
const MAX_BYTES = 10_000;

/** Of a TIFF's own tags those that EXIF has too: description, camera, software, date, artist, copyright. */
const OWN_TAGS: ReadonlySet<number> = new Set([0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x013b, 0x8298]);
/** Directories that hang from the first one: EXIF and GPS. */
const POINTERS = [0x8769, 0x8825] as const;
/** Maker's notes and further directories lead to places of the file itself. */
const LEFT_OUT: ReadonlySet<number> = new Set([0x927c, 0xa005]);

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
}

/** What a TIFF tells in its tags as EXIF (CIPA DC-008, 4.6), which libvips leaves out; null when it tells nothing. */
export async function exifOfTiff(path: string): Promise<Buffer | null> {
  const file = await open(path, 'r');
  try {
    const head = await bytesAt(file, 0, 8);
    const order = head.toString('latin1', 0, 4);
    if (order !== 'II*\0' && order !== 'MM\0*') return null;
    const reader = new TiffReader(file, order.startsWith('I'));
    const all = await reader.entriesAt(reader.u32(head, 4));
    const own = all.filter(({ tag }) => OWN_TAGS.has(tag));
    const hanging: [number, Entry[]][] = [];
    for (const pointer of POINTERS) {
      const entry = all.find(({ tag }) => tag === pointer);
      const entries = entry ? await reader.entriesAt(reader.u32(entry.data, 0)) : [];
      const kept = entries.filter(({ tag }) => !LEFT_OUT.has(tag));
      if (kept.length > 0) hanging.push([pointer, kept]);
    }
    return own.length + hanging.length === 0 ? null : written(own, hanging, reader);
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

class TiffReader {
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
  async entriesAt(at: number): Promise<Entry[]> {
    if (at < 8) return [];
    const count = Math.min(MAX_ENTRIES, this.u16(await bytesAt(this.#file, at, 2), 0));
    const table = await bytesAt(this.#file, at + 2, count * ENTRY_BYTES);
    const entries: Entry[] = [];
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

/** A TIFF head with one directory and those that hang from it. */
function written(own: readonly Entry[], hanging: readonly [number, Entry[]][], io: TiffReader): Buffer {
  const head = Buffer.alloc(8);
  head.write(io.order, 'latin1');
  io.write(head, 4, 8, 4);
  const parts: Buffer[] = [head];
  let at = 8 + directoryBytes(own.length + hanging.length);
  const later: Buffer[] = [];
  const place = (data: Buffer) => {
    const padded = data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)]);
    later.push(padded);
    at += padded.length;
    return at - padded.length;
  };
  const pointers = hanging.map(([tag, entries]): Entry => {
    const directory = directoryOf(entries, place, io);
    const data = Buffer.alloc(4);
    io.write(data, 0, place(directory), 4);
    return { tag, type: 4, count: 1, data };
  });
  parts.push(directoryOf([...own, ...pointers], place, io), ...later);
  return Buffer.concat(parts);
}

function directoryBytes(entries: number): number {
  return 2 + entries * ENTRY_BYTES + 4;
}

function directoryOf(entries: readonly Entry[], place: (data: Buffer) => number, io: TiffReader): Buffer {
  const bytes = Buffer.alloc(directoryBytes(entries.length));
  io.write(bytes, 0, entries.length, 2);
  entries
    .toSorted((a, b) => a.tag - b.tag)
    .forEach(({ tag, type, count, data }, i) => {
      const at = 2 + i * ENTRY_BYTES;
      io.write(bytes, at, tag, 2);
      io.write(bytes, at + 2, type, 2);
      io.write(bytes, at + 4, count, 4);
      if (data.length <= 4) data.copy(bytes, at + 8);
      else io.write(bytes, at + 8, place(data), 4);
    });
  return bytes;
}
