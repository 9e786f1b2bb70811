import { keptFile } from '../../source/keptFile.ts';
import type { TrayItem } from './trayStore.ts';

type Read = () => Promise<Blob | null>;

/**
 * Parts files from those that hold the very bytes of one before them or of one in the tray. By their bytes and not by
 * their hash: only files of one length are read at all, and that works where a page comes over plain HTTP.
 */
export async function withoutDoubles(
  files: readonly File[],
  items: readonly TrayItem[],
): Promise<{ readonly single: File[]; readonly doubles: File[] }> {
  const known = new Map<number, Read[]>();
  const note = (fileBytes: number, read: Read) => {
    known.set(fileBytes, [...(known.get(fileBytes) ?? []), read]);
  };
  for (const { opened } of items) note(opened.fileBytes, () => keptFile(opened.key));
  const single: File[] = [];
  const doubles: File[] = [];
  for (const file of files) {
    const isDouble = await isOneOf(file, known.get(file.size) ?? []);
    (isDouble ? doubles : single).push(file);
    if (!isDouble) note(file.size, async () => file);
  }
  return { single, doubles };
}

async function isOneOf(file: File, others: readonly Read[]): Promise<boolean> {
  for (const read of others) {
    const other = await read();
    if (other && (await isSame(file, other))) return true;
  }
  return false;
}

/** Enough to tell two photos apart; their beginnings and ends may be the same in all of one camera. */
const TELLING_BYTES = 64 * 1024;
/** So much of each file is in memory at a time. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** Unpacked images of one camera all have one length: a piece of the middle tells most of them apart, and the rest stops at the first difference. */
async function isSame(a: Blob, b: Blob): Promise<boolean> {
  if (a.size !== b.size) return false;
  const middle = Math.floor(a.size / 2);
  if (!(await isSamePiece(a, b, [middle, middle + TELLING_BYTES]))) return false;
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
