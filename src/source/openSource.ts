import type { RefusedImage } from '../api/offers.ts';
import { ProblemError } from '../domain/problem.ts';
import { shownName } from '../domain/unseen.ts';
import { randomId } from '../ui/randomId.ts';
import { keepFile, keptFile, notKept } from './keptFile.ts';
import { readAnyhow } from './readAnyhow.ts';
import { isReadable } from './readableFile.ts';
import { closeOnceReplaced, forgetReplaced, rememberReplaced } from './replacedSource.ts';
import {
  type Arrival,
  dismissSourceProblem,
  type Opened,
  type OpenSource,
  useSourceStore,
} from './sourceStore.ts';
import { completeAddress, hostIn, isInline } from './webAddress.ts';

type Read = (signal: AbortSignal) => Promise<Arrival>;

interface OpenOptions {
  /** Called when the relay refuses the file later on and what was open before comes back. */
  readonly restore?: () => void;
  /** Called when it was read and before it is open; throws where there is no room for it any more. */
  readonly admit?: () => void;
  /** The address that it is fetched from: its host is told while that takes time. */
  readonly from?: string;
}

/** The open under way; aborted by the next one, so that a slow file never replaces one that was opened after it. */
let opening: AbortController | null = null;

/**
 * Opens a file in place of what was open. One that cannot be read or opened changes nothing but `problem`; one that
 * arrives after another was opened changes nothing at all.
 */
export async function openFile(
  read: Read,
  { restore = () => undefined, admit, from }: OpenOptions = {},
): Promise<OpenSource | null> {
  const key = randomId();
  const before = useSourceStore.getState().source;
  const source = await openAs(read, {
    from: from ?? null,
    admit,
    describe: ({ file, sourceId = null, facts = null }) => ({
      key,
      name: shownName(file.name) || 'Pasted image',
      fileBytes: file.size,
      sourceId,
      facts,
    }),
  });
  if (!source) return null;
  rememberReplaced({ source: before, restore });
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

export function closeSource(): void {
  cancelOpening();
  const before = useSourceStore.getState().source;
  useSourceStore.setState({ opened: null, source: null });
  dismissSourceProblem();
  forgetReplaced();
  if (before) closeOnceReplaced(before.bitmap);
}

interface OpenAs {
  from: string | null;
  describe: (arrival: Arrival) => Opened;
  admit?: OpenOptions['admit'];
  onProblem?: KeptOptions['onProblem'] | undefined;
}

async function openAs(read: Read, { from, describe, admit, onProblem }: OpenAs): Promise<OpenSource | null> {
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
    try {
      admit?.();
    } catch (cause) {
      // Nothing is wrong with the image: none is offered in its place.
      refused = null;
      reading.bitmap.close();
      throw cause;
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
