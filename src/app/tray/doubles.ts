import { keptFile } from '../../source/keptFile.ts';
import type { TrayItem } from './trayStore.ts';

type Read = () => Promise<Blob | null>;

/** Files of one length: those that were not looked into yet, and the others by what a piece of them looks like. */
interface SameLength {
  unread: Read[];
  readonly printed: Map<number, Read[]>;
}

/**
 * Parts files from those that hold the very bytes of one before them or of one in the tray. By their bytes and not by
 * their hash: only files of one length are read at all, and that works where a page comes over plain HTTP.
 */
export async function withoutDoubles(
  files: readonly File[],
  items: readonly TrayItem[],
): Promise<{ readonly single: File[]; readonly doubles: File[] }> {
  const known = new Map<number, SameLength>();
  const note = (fileBytes: number, read: Read) => {
    const same: SameLength = known.get(fileBytes) ?? { unread: [], printed: new Map() };
    same.unread.push(read);
    known.set(fileBytes, same);
  };
  for (const { opened } of items) note(opened.fileBytes, () => keptFile(opened.key));
  const single: File[] = [];
  const doubles: File[] = [];
  for (const file of files) {
    const same = known.get(file.size);
    const isDouble = same !== undefined && (await isOneOf(file, same));
    (isDouble ? doubles : single).push(file);
    if (same === undefined) note(file.size, async () => file);
  }
  return { single, doubles };
}

/** Whether a file is one of those of its length; one that is not is among them from then on. */
async function isOneOf(file: File, same: SameLength): Promise<boolean> {
  const add = (print: number | null, read: Read) =>
    print !== null && same.printed.set(print, [...(same.printed.get(print) ?? []), read]);
  const unread = same.unread;
  same.unread = [];
  for (const read of unread) {
    add(await printOf(await read()), read);
  }
  const print = await printOf(file);
  for (const read of print === null ? [] : (same.printed.get(print) ?? [])) {
    const other = await read();
    if (other && (await isSame(file, other))) return true;
  }
  add(print, async () => file);
  return false;
}

/** Enough to tell two photos apart; their beginnings and ends may be the same in all of one camera. */
const TELLING_BYTES = 64 * 1024;
/** So much of each file is in memory at a time. */
const PIECE_BYTES = 4 * 1024 * 1024;

/**
 * A number for a piece of the middle (FNV-1a, 32 bits): unpacked images of one camera all have one length, and hundreds
 * of them are each looked into once instead of each beside each. Null for what can no longer be read.
 */
async function printOf(file: Blob | null): Promise<number | null> {
  if (file === null) return null;
  const middle = Math.floor(file.size / 2);
  const bytes = await bytesOf(file.slice(middle, middle + TELLING_BYTES));
  if (bytes === null) return null;
  let print = 0x811c9dc5;
  for (const byte of bytes) print = Math.imul(print ^ byte, 0x01000193);
  return print;
}

/** Stops at the first piece that differs. */
async function isSame(a: Blob, b: Blob): Promise<boolean> {
  if (a.size !== b.size) return false;
  for (let at = 0; at < a.size; at += PIECE_BYTES) {
    if (!(await isSamePiece(a, b, [at, at + PIECE_BYTES]))) return false;
  }
  return true;
}

async function isSamePiece(a: Blob, b: Blob, [from, to]: readonly [number, number]): Promise<boolean> {
  const [one, other] = await Promise.all([bytesOf(a.slice(from, to)), bytesOf(b.slice(from, to))]);
  if (one === null || other === null) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

/** Null for one that can no longer be read: that is told when it is looked at. */
async function bytesOf(piece: Blob): Promise<Uint8Array | null> {
  return await piece.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
}
