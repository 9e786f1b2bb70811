import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { sourceIdSchema } from '../domain/contract.ts';
import { ProblemError } from '../domain/problem.ts';
import { parsedStorage } from '../ui/parsedStorage.ts';
import { decodeImage } from './decodeImage.ts';
import type { DisplayCopy } from './displayCopy.ts';
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

/** A file that was read, and the id that the relay knows it by where it comes from there. */
export interface Arrival {
  readonly file: File;
  readonly sourceId?: string;
}

type Read = (signal: AbortSignal) => Promise<Arrival>;

interface OpenOptions {
  /** Called when the relay refuses the file later on and what was open before comes back. */
  readonly restore?: () => void;
  /** Where it is fetched from, told while that takes time. */
  readonly from?: string;
}

export interface OpenSource extends Opened, DisplayCopy {
  readonly file: File;
}

interface SourceState {
  /** What is open, or what a reload is about to open again. */
  opened: Opened | null;
  source: OpenSource | null;
  /** A file is being read. */
  isOpening: boolean;
  /** The host that it is fetched from, if it is. */
  openingFrom: string | null;
  /** Why the last file could not be opened; the source that was open stays. */
  problem: ProblemError | null;
}

export const useSourceStore = create<SourceState>()(
  persist(
    (): SourceState => ({ opened: null, source: null, isOpening: false, openingFrom: null, problem: null }),
    {
      name: 'outframe-source',
      storage: parsedStorage(z.object({ opened: openedSchema.nullable() })),
      partialize: ({ opened }) => ({ opened }),
    },
  ),
);

/** What the open source took the place of: it comes back when the relay refuses the new one. */
let replaced: { source: OpenSource | null; restore: () => void } | null = null;

/** The open under way; aborted by the next one, so that a slow file never replaces one that was opened after it. */
let opening: AbortController | null = null;

/**
 * Opens a file in place of what was open. One that cannot be read or opened changes nothing but `problem`; one that
 * arrives after another was opened changes nothing at all.
 */
export async function openFile(
  read: Read,
  { restore = () => undefined, from }: OpenOptions = {},
): Promise<OpenSource | null> {
  const key = crypto.randomUUID();
  const before = useSourceStore.getState().source;
  const source = await openAs(read, {
    from: from ?? null,
    describe: ({ file, sourceId = null }) => ({
      key,
      name: file.name || 'Pasted image',
      fileBytes: file.size,
      sourceId,
    }),
  });
  if (!source) return null;
  forgetReplaced();
  replaced = { source: before, restore };
  // The relay has judged it already.
  if (source.sourceId !== null) forgetReplaced();
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
    if (file) return { file };
    if (!opened.sourceId) throw new ProblemError('source-not-found');
    return { file: new File([await fetchSource(opened.sourceId)], opened.name) };
  };
  return await openAs(read, { from: null, describe: () => opened });
}

/** Gives up opening what is on its way; what is open stays. */
export function cancelOpening(): void {
  opening?.abort();
  opening = null;
  useSourceStore.setState({ isOpening: false, openingFrom: null });
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
  cancelOpening();
  const before = useSourceStore.getState().source;
  useSourceStore.setState({ opened: null, source: null, problem: null });
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
  read: Read,
  { from, describe }: { from: string | null; describe: (arrival: Arrival) => Opened },
): Promise<OpenSource | null> {
  opening?.abort();
  const thisOpen = new AbortController();
  opening = thisOpen;
  useSourceStore.setState({ isOpening: true, openingFrom: from, problem: null });
  try {
    const arrival = await read(thisOpen.signal);
    const decoded = await decodeImage(arrival.file);
    if (thisOpen.signal.aborted) {
      decoded.bitmap.close();
      return null;
    }
    const opened = describe(arrival);
    const source = { ...opened, ...decoded, file: arrival.file };
    useSourceStore.setState({ opened, source, isOpening: false, openingFrom: null });
    return source;
  } catch (cause) {
    if (thisOpen.signal.aborted) return null;
    const problem = cause instanceof ProblemError ? cause : new ProblemError('internal', { cause });
    useSourceStore.setState({ problem, isOpening: false, openingFrom: null });
    return null;
  }
}
