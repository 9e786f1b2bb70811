import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { sourceIdSchema } from '../domain/contract.ts';
import { ProblemError } from '../domain/problem.ts';
import { parsedStorage } from '../ui/parsedStorage.ts';
import { type DecodedImage, decodeImage } from './decodeImage.ts';
import { keepFile, keptFile } from './keptFile.ts';

/** What outlives a reload of the open source; its bytes are kept beside it under the same key. */
const openedSchema = z.object({
  key: z.string(),
  name: z.string(),
  fileBytes: z.number(),
  /** Known once the relay has it. */
  sourceId: sourceIdSchema.nullable(),
});
type Opened = z.infer<typeof openedSchema>;

export interface OpenSource extends Opened, DecodedImage {
  readonly file: File;
}

interface SourceState {
  /** What is open, or what a reload is about to open again. */
  opened: Opened | null;
  source: OpenSource | null;
  /** A file is being read. */
  isOpening: boolean;
  /** Why the last file could not be opened; the source that was open stays. */
  problem: ProblemError | null;
}

export const useSourceStore = create<SourceState>()(
  persist((): SourceState => ({ opened: null, source: null, isOpening: false, problem: null }), {
    name: 'outframe-source',
    storage: parsedStorage(z.object({ opened: openedSchema.nullable() })),
    partialize: ({ opened }) => ({ opened }),
  }),
);

/** What the open source took the place of: it comes back when the relay refuses the new one. */
let replaced: { source: OpenSource | null; restore: () => void } | null = null;

/** Counts opens, so that a slow file never replaces one that was opened after it. */
let latestOpen = 0;

/**
 * Opens a file in place of what was open. One that cannot be read or opened changes nothing but `problem`; one that
 * arrives after another was opened changes nothing at all.
 *
 * @param restore is called when the relay refuses the file later on and what was open before comes back
 */
export async function openFile(
  read: () => Promise<File>,
  restore: () => void = () => undefined,
): Promise<OpenSource | null> {
  const key = crypto.randomUUID();
  const before = useSourceStore.getState().source;
  const source = await openAs(read, (file) => ({
    key,
    name: file.name || 'Pasted image',
    fileBytes: file.size,
    sourceId: null,
  }));
  if (!source) return null;
  forgetReplaced();
  replaced = { source: before, restore };
  // Private windows keep nothing; then only the upload outlives a reload.
  void keepFile(key, source.file).catch(() => undefined);
  return source;
}

/** Opens again what was open before a reload, from the kept bytes or else from what `fetchSource` gets from the relay. */
export async function reopen(fetchSource: (sourceId: string) => Promise<Blob>): Promise<OpenSource | null> {
  const { opened, source } = useSourceStore.getState();
  if (!opened || source) return null;
  const read = async () => {
    const file = await keptFile(opened.key);
    if (file) return file;
    if (!opened.sourceId) throw new ProblemError('source-not-found');
    return new File([await fetchSource(opened.sourceId)], opened.name);
  };
  return await openAs(read, () => opened);
}

export function dismissSourceProblem(): void {
  useSourceStore.setState({ problem: null });
}

/** Notes that the relay has the open source. */
export function markUploaded(key: string, sourceId: string): void {
  if (useSourceStore.getState().source?.key === key) forgetReplaced();
  useSourceStore.setState(({ opened, source }) => ({
    opened: opened?.key === key ? { ...opened, sourceId } : opened,
    source: source?.key === key ? { ...source, sourceId } : source,
  }));
}

/** Brings back what was open before a source that the relay refuses, and says why. */
export function takeBack(key: string, problem: ProblemError): void {
  const refused = useSourceStore.getState().source;
  if (refused?.key !== key) return;
  const before = replaced?.source ?? null;
  useSourceStore.setState({ opened: before && openedSchema.parse(before), source: before, problem });
  replaced?.restore();
  replaced = null;
  closeOnceReplaced(refused.bitmap);
}

export function closeSource(): void {
  latestOpen += 1;
  const before = useSourceStore.getState().source;
  useSourceStore.setState({ opened: null, source: null, isOpening: false, problem: null });
  forgetReplaced();
  if (before) closeOnceReplaced(before.bitmap);
}

function forgetReplaced(): void {
  if (replaced?.source) closeOnceReplaced(replaced.source.bitmap);
  replaced = null;
}

/** Frees a bitmap when the canvas has drawn without it: a large one holds its memory until then. */
function closeOnceReplaced(bitmap: ImageBitmap): void {
  requestAnimationFrame(() => requestAnimationFrame(() => bitmap.close()));
}

async function openAs(
  read: () => Promise<File>,
  describe: (file: File) => Opened,
): Promise<OpenSource | null> {
  latestOpen += 1;
  const thisOpen = latestOpen;
  useSourceStore.setState({ isOpening: true, problem: null });
  try {
    const file = await read();
    const decoded = await decodeImage(file);
    if (thisOpen !== latestOpen) {
      decoded.bitmap.close();
      return null;
    }
    const opened = describe(file);
    const source = { ...opened, ...decoded, file };
    useSourceStore.setState({ opened, source, isOpening: false });
    return source;
  } catch (cause) {
    const problem = cause instanceof ProblemError ? cause : new ProblemError('internal', { cause });
    if (thisOpen === latestOpen) useSourceStore.setState({ problem, isOpening: false });
    return null;
  }
}
