import { delMany, entries, get, set } from 'idb-keyval';
import { z } from 'zod';
import { ProblemError } from '../domain/problem.ts';
import { keptStore } from './keptStore.ts';

/**
 * The bytes of opened files, kept in the browser's own database until the relay has them for sure and beyond, so
 * that a reload in the middle of an upload, or while the relay is away, loses nothing.
 */
const store = keptStore('outframe', 'files');
/** Those of the tray, which stay for as long as they are in it. */
export const trayFileStore = keptStore('outframe-tray', 'files');
/** Files of so many opens stay; older ones make room. */
const KEPT = 4;

const keptSchema = z.object({ file: z.instanceof(File), keptAt: z.number() });

/** Files in hand whose bytes are not kept, or not yet. */
const held = new Map<string, File>();

/** Has a file at hand under a key, or no longer once its bytes are kept. */
export function holdFile(key: string, file: File | null): void {
  if (file) held.set(key, file);
  else held.delete(key);
}

export async function keepFile(key: string, file: File): Promise<void> {
  await keepIn(store, key, file);
  const all = (await entries<string, unknown>(store)).map(([name, value]) => {
    const kept = keptSchema.safeParse(value);
    return { name, keptAt: kept.success ? kept.data.keptAt : 0 };
  });
  const old = all.sort((a, b) => b.keptAt - a.keptAt).slice(KEPT);
  await delMany(
    old.map(({ name }) => name),
    store,
  );
}

/** Its bytes: in private windows a browser keeps no more than where the file lies, and it may be saved over. */
export async function keepIn(where: typeof store, key: string, file: File): Promise<void> {
  const bytes = new File([await file.arrayBuffer()], file.name, { type: file.type });
  await set(key, { file: bytes, keptAt: Date.now() }, where);
}

/** There is neither a file nor anything on the server: the page was loaded anew before, or there was no room. */
export function notKept(): ProblemError {
  const detail = 'The browser did not keep this image when the page was loaded anew. Open the file again.';
  return new ProblemError('source-not-found', { detail });
}

/** The file kept under a key, or null when it had to make room or the browser keeps nothing. */
export async function keptFile(key: string): Promise<File | null> {
  const inHand = held.get(key);
  if (inHand) return inHand;
  for (const where of [store, trayFileStore]) {
    const kept = keptSchema.safeParse(await get(key, where).catch(() => null));
    if (kept.success) return kept.data.file;
  }
  return null;
}
