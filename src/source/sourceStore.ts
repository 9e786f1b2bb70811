import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { RefusedImage } from '../api/offers.ts';
import { type Source, sourceIdSchema } from '../domain/contract/source.ts';
import { ProblemError } from '../domain/problem.ts';
import type { Size } from '../domain/side.ts';
import { parsedStorage } from '../ui/parsedStorage.ts';
import { randomId } from '../ui/randomId.ts';
import type { DisplayCopy } from './displayCopy.ts';
import { keepFile, keptFile, notKept } from './keptFile.ts';
import { readAnyhow } from './readAnyhow.ts';
import { isReadable } from './readableFile.ts';
import type { Reading } from './relayReading.ts';
import { type SourceFacts, sourceFactsSchema } from './sourceFacts.ts';
import { completeAddress, hostIn, isInline } from './webAddress.ts';

/** What outlives a reload of the open source; its bytes are kept beside it under the same key. */
export const openedSchema = z.object({
  key: z.string(),
  name: z.string(),
  fileBytes: z.number(),
  /** Known once the relay has it. */
  sourceId: sourceIdSchema.nullable(),
  /** What the relay found in it, once that is known. */
  facts: sourceFactsSchema.nullable().default(null),
});
export type Opened = z.infer<typeof openedSchema>;

/** A file that was read, and the id that the relay knows it by where it comes from there. */
export interface Arrival {
  readonly file: File;
  readonly sourceId?: string;
  /** What the relay found in it, where it comes from there. */
  readonly facts?: SourceFacts;
}

type Read = (signal: AbortSignal) => Promise<Arrival>;

interface OpenOptions {
  /** Called when the relay refuses the file later on and what was open before comes back. */
  readonly restore?: () => void;
  /** The address that it is fetched from: its host is told while that takes time. */
  readonly from?: string;
}

export interface OpenSource extends Opened, DisplayCopy {
  readonly file: File;
  /** What the browser decodes: the file itself, or how the relay reads it where the browser cannot or differs. */
  readonly shown: Blob;
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
  /** The image that could not be opened, to be changed so that it can; null where there is none. */
  refused: RefusedImage | null;
  /** What was done to the open image so that it could be opened. */
  changed: string | null;
}

export const useSourceStore = create<SourceState>()(
  persist(
    (): SourceState => ({
      opened: null,
      source: null,
      isOpening: false,
      openingFrom: null,
      problem: null,
      refused: null,
      changed: null,
    }),
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
  const key = randomId();
  const before = useSourceStore.getState().source;
  const source = await openAs(read, {
    from: from ?? null,
    describe: ({ file, sourceId = null, facts = null }) => ({
      key,
      name: file.name || 'Pasted image',
      fileBytes: file.size,
      sourceId,
      facts,
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

type FetchSource = (sourceId: string) => Promise<Blob>;

/** Opens again what was open before a reload, from the kept bytes or else from what `fetchSource` gets from the relay. */
export async function reopen(fetchSource: FetchSource): Promise<OpenSource | null> {
  const { opened, source } = useSourceStore.getState();
  return opened && !source ? await openKept(opened, fetchSource) : null;
}

interface KeptOptions {
  /** Told why it cannot be opened, unless another was opened after it: what the store says may be about that one. */
  readonly onProblem?: (problem: ProblemError) => void;
}

/** Opens in place of what is open a source that was open before, under its own key. */
export async function openKept(
  opened: Opened,
  fetchSource: FetchSource,
  { onProblem }: KeptOptions = {},
): Promise<OpenSource | null> {
  const before = useSourceStore.getState().source;
  const read = async () => {
    const { sourceId, facts, name } = opened;
    const known = { ...(sourceId && { sourceId }), ...(facts && { facts }) };
    const file = await keptFile(opened.key);
    if (file && (await isReadable(file))) return { file, ...known };
    if (!sourceId) throw notKept();
    return { file: new File([await fetchSource(sourceId)], name), ...known };
  };
  const source = await openAs(read, { from: null, describe: () => opened, onProblem });
  if (!source) return null;
  if (before) closeOnceReplaced(before.bitmap);
  forgetReplaced();
  return source;
}

/** Reads what is opened afterwards, as one opening that can be cancelled. Null where it was, or another was begun. */
export async function readFirst<T>(
  from: string,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  opening?.abort();
  const thisOpen = new AbortController();
  opening = thisOpen;
  useSourceStore.setState({ isOpening: true, openingFrom: from });
  dismissSourceProblem();
  try {
    const found = await read(thisOpen.signal);
    return thisOpen.signal.aborted ? null : found;
  } catch (cause) {
    if (thisOpen.signal.aborted) return null;
    useSourceStore.setState({ problem: problemOf(cause) });
    return null;
  } finally {
    if (opening === thisOpen) cancelOpening();
  }
}

function problemOf(cause: unknown): ProblemError {
  return cause instanceof ProblemError ? cause : new ProblemError('internal', { cause });
}

/** Gives up opening what is on its way; what is open stays. */
export function cancelOpening(): void {
  opening?.abort();
  opening = null;
  useSourceStore.setState({ isOpening: false, openingFrom: null });
}

export function dismissSourceProblem(): void {
  useSourceStore.setState({ problem: null, refused: null, changed: null });
}

/** Says what was done to the open image so that it could be opened. */
export function tellChanged(changed: string): void {
  useSourceStore.setState({ changed });
}

/**
 * Shows the relay's reading of the open source in place of the browser's own: browsers show some turned files as they
 * lie. Returns the source where it has another size now.
 */
export function showReading(key: string, reading: Reading): OpenSource | null {
  const before = useSourceStore.getState().source;
  if (before?.key !== key || before.bitmap === reading.bitmap) return null;
  const source = { ...before, ...reading };
  useSourceStore.setState({ source });
  closeOnceReplaced(before.bitmap);
  return isSameSize(before.size, source.size) ? null : source;
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

/** Notes that the relay has the open source. */
export function markUploaded(key: string, source: Source): void {
  const known = { sourceId: source.id, facts: sourceFactsSchema.parse(source) };
  if (useSourceStore.getState().source?.key === key) forgetReplaced();
  useSourceStore.setState(({ opened, source: open }) => ({
    opened: opened?.key === key ? { ...opened, ...known } : opened,
    source: open?.key === key ? { ...open, ...known } : open,
  }));
}

/** Brings back what was open before a source that the relay refuses, and says why. */
export function takeBack(key: string, problem: ProblemError): void {
  const refused = useSourceStore.getState().source;
  if (refused?.key !== key) return;
  const before = replaced?.source ?? null;
  useSourceStore.setState({ opened: before && openedSchema.parse(before), source: before, problem });
  useSourceStore.setState({ refused: refused.file, changed: null });
  replaced?.restore();
  replaced = null;
  closeOnceReplaced(refused.bitmap);
}

export function closeSource(): void {
  cancelOpening();
  const before = useSourceStore.getState().source;
  useSourceStore.setState({ opened: null, source: null });
  dismissSourceProblem();
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

interface OpenAs {
  from: string | null;
  describe: (arrival: Arrival) => Opened;
  onProblem?: KeptOptions['onProblem'] | undefined;
}

async function openAs(read: Read, { from, describe, onProblem }: OpenAs): Promise<OpenSource | null> {
  opening?.abort();
  const thisOpen = new AbortController();
  opening = thisOpen;
  useSourceStore.setState({ isOpening: true, openingFrom: from && hostIn(from) });
  dismissSourceProblem();
  // What the relay refused of the web never came here.
  let refused: RefusedImage | null = from === null || isInline(from) ? null : { url: completeAddress(from) };
  try {
    const arrival = await read(thisOpen.signal);
    refused = arrival.file;
    const reading = await readAnyhow(arrival, thisOpen.signal);
    if (thisOpen.signal.aborted) {
      reading.bitmap.close();
      return null;
    }
    const { found, ...shown } = reading;
    const opened = { ...describe(arrival), ...found };
    const source = { ...opened, ...shown, file: arrival.file };
    useSourceStore.setState({ opened, source, isOpening: false, openingFrom: null });
    return source;
  } catch (cause) {
    if (thisOpen.signal.aborted) return null;
    const problem = problemOf(cause);
    useSourceStore.setState({ problem, refused, isOpening: false, openingFrom: null });
    onProblem?.(problem);
    return null;
  }
}
