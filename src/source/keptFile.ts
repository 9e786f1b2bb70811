import { createStore, delMany, entries, get, set } from 'idb-keyval';
import { z } from 'zod';

/**
 * The bytes of opened files, kept in the browser's own database until the relay has them for sure and beyond, so
 * that a reload in the middle of an upload, or while the relay is away, loses nothing.
 */
const store = createStore('outframe', 'files');
/** Files of so many opens stay; older ones make room. */
const KEPT = 4;

const keptSchema = z.object({ file: z.instanceof(File), keptAt: z.number() });

export async function keepFile(key: string, file: File): Promise<void> {
  // Its bytes: in private windows a browser keeps no more than where the file lies, and it may be saved over.
  const bytes = new File([await file.arrayBuffer()], file.name, { type: file.type });
  await set(key, { file: bytes, keptAt: Date.now() }, store);
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

/** The file kept under a key, or null when it had to make room or the browser keeps nothing. */
export async function keptFile(key: string): Promise<File | null> {
  const kept = keptSchema.safeParse(await get(key, store).catch(() => null));
  return kept.success ? kept.data.file : null;
}
