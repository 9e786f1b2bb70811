import { open } from 'node:fs/promises';
import { ENTRY_BYTES, firstDirectory, type TiffEntry, type TiffReader } from './tiffReader.ts';

/** Of a TIFF's own tags those that EXIF has too: description, camera, software, date, artist, copyright. */
const OWN_TAGS: ReadonlySet<number> = new Set([0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x013b, 0x8298]);
/** Directories that hang from the first one: EXIF and GPS. */
const POINTERS = [0x8769, 0x8825] as const;
/** Maker's notes and further directories lead to places of the file itself. */
const LEFT_OUT: ReadonlySet<number> = new Set([0x927c, 0xa005]);

/** What a TIFF tells in its tags as EXIF (CIPA DC-008, 4.6), which libvips leaves out; null when it tells nothing. */
export async function exifOfTiff(path: string): Promise<Buffer | null> {
  const file = await open(path, 'r');
  try {
    const directory = await firstDirectory(file);
    if (directory === null) return null;
    const { reader, entries: all } = directory;
    const own = all.filter(({ tag }) => OWN_TAGS.has(tag));
    const hanging: [number, TiffEntry[]][] = [];
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

/** A TIFF head with one directory and those that hang from it. */
function written(
  own: readonly TiffEntry[],
  hanging: readonly [number, TiffEntry[]][],
  io: TiffReader,
): Buffer {
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
  const pointers = hanging.map(([tag, entries]): TiffEntry => {
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

function directoryOf(entries: readonly TiffEntry[], place: (data: Buffer) => number, io: TiffReader): Buffer {
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
