import { keptFile } from '../../source/keptFile.ts';
import type { TrayItem } from './trayStore.ts';

/**
 * Parts files from those that hold the very bytes of one before them or of one in the tray. By their bytes and not by
 * their hash: only files of one length are read at all, and that works where a page comes over plain HTTP.
 */
export async function withoutDoubles(
  files: readonly File[],
  items: readonly TrayItem[],
): Promise<{ readonly single: File[]; readonly doubles: File[] }> {
  const known = new Map<number, (() => Promise<Blob | null>)[]>();
  const note = (fileBytes: number, read: () => Promise<Blob | null>) => {
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

async function isOneOf(file: File, others: readonly (() => Promise<Blob | null>)[]): Promise<boolean> {
  if (others.length === 0) return false;
  const bytes = await bytesOf(file);
  for (const read of others) {
    const other = await read();
    const theirs = other && (await bytesOf(other));
    if (bytes && theirs && isSame(bytes, theirs)) return true;
  }
  return false;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

/** Null for one that can no longer be read: that is told when it is looked at. */
async function bytesOf(file: Blob): Promise<Uint8Array | null> {
  return await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
}
