import { fetchFile } from '../api/fetchFile.ts';
import { request } from '../api/request.ts';
import { resultImageUrl, sourceImageUrl } from '../api/results.ts';
import type { Result } from '../domain/contract/result.ts';
import { type Task, taskSchema } from '../domain/contract/task.ts';
import { ProblemError } from '../domain/problem.ts';
import { withoutImageEnding } from '../domain/sourceEndings.ts';
import { focusPrompt } from '../editor/panel/promptFocus.ts';
import { tellReplacedPrompt } from '../editor/panel/replacedPrompt.ts';
import { leaveResult } from '../editor/stage/result/stageResultStore.ts';
import {
  beginWith,
  resume,
  reuse,
  startAnew,
  startFrameAnew,
  useEditorStore,
} from '../editor/state/editorStore.ts';
import { restoreWork, takeWork, type WorkSnapshot } from '../editor/state/workSnapshot.ts';
import { closeSource, openFile, openKept, readFirst, reopen } from '../source/openSource.ts';
import { readUrl } from '../source/readUrl.ts';
import { nameOf, readUrls } from '../source/readUrls.ts';
import { type Arrival, type Opened, type OpenSource, useSourceStore } from '../source/sourceStore.ts';
import { changeOutside, hasOutsideSteps, recordOutside } from '../ui/outsideHistory.ts';
import { arrive, type Dropped, itemFor, roomInTray } from './tray/arrive.ts';
import { keepBytes } from './tray/trayBytes.ts';
import { addItems, hasTray, openKey, setItems, useTrayStore } from './tray/trayStore.ts';
import { removeItems, saveOpen, saveWork } from './tray/walk.ts';

/** What was open, and the work on it. */
interface OpenWork {
  readonly opened: Opened;
  readonly snapshot: WorkSnapshot;
}

/**
 * Opens a file as a new source: in place of what was open, as one step of undo, or beside it where several are open.
 * Tells whether it is open.
 */
export async function openAnew(read: Parameters<typeof openFile>[0], from?: string): Promise<boolean> {
  if (roomInTray() === 0) return await openFull();
  const { opened } = useSourceStore.getState();
  let snapshot = takeWork();
  let forget: (() => void) | null = null;
  const restore = () => {
    forget?.();
    restoreWork(snapshot);
  };
  saveOpen();
  // A drop may have filled the tray meanwhile.
  const admit = () => {
    if (hasTray() && roomInTray() === 0) throw new ProblemError('tray-full');
  };
  const source = await openFile(read, { restore, admit, ...(from !== undefined && { from }) });
  if (!source) return false;
  // While an image was fetched, work on the one before went on.
  snapshot = takeWork();
  saveWork();
  startAnew(source.key, source.size);
  // Over an empty stage there is nothing to go back to, unless something else was done on it.
  if (hasTray()) forget = addToTray(source, opened?.key ?? null);
  else if (opened || hasOutsideSteps()) forget = recordOpening(opened, snapshot);
  return true;
}

/**
 * Opens files, or what is in a folder: one file alone in place of an image that is open alone, unless it is meant to be
 * beside it. Tells whether one of them came up on the stage.
 */
export async function openFiles(dropped: Dropped, isBeside: boolean): Promise<boolean> {
  const [file] = dropped;
  if (dropped.length === 1 && file instanceof File && !isBeside) return await openAlone({ file });
  return await arrive(dropped, { openAlone });
}

const openAlone = (arrival: Arrival) => openAnew(async () => arrival);

/** Opens what is at addresses; several are one opening. Tells whether one of them came up on the stage. */
export async function openUrls(urls: readonly string[]): Promise<boolean> {
  const [only = ''] = urls;
  if (urls.length === 1) return await openAnew((signal) => readUrl(only, signal), only);
  const room = roomInTray();
  if (room === 0) return await openFull();
  const meant = [...new Set(urls)];
  const fetched = meant.slice(0, room);
  const read = await readFirst(`${fetched.length} addresses`, (signal) => readUrls(fetched, signal));
  if (read === null) return false;
  const known = new Map(read.arrivals.map((arrival) => [arrival.file, arrival]));
  return await arrive([...known.keys()], {
    openAlone,
    known,
    unread: read.failed,
    unasked: meant.slice(room).map(nameOf),
  });
}

/** No more are open at once, and nothing that is open makes room by itself. */
async function openFull(): Promise<boolean> {
  await openFile(() => Promise.reject(new ProblemError('tray-full')));
  return false;
}

/** Returns what takes it out again, where the relay refuses it later on. */
function addToTray(source: OpenSource, before: string | null): () => void {
  const { opened } = useSourceStore.getState();
  keepBytes([source]);
  if (opened) addItems([itemFor(opened, source.size)]);
  changeOutside(before, source.key);
  return () => setItems(useTrayStore.getState().items.filter((item) => item.opened.key !== source.key));
}

/** Closes what is open, as one step of undo. */
export function closeOpen(): void {
  const key = openKey();
  if (key !== null && hasTray()) {
    removeItems(new Set([key]));
    return;
  }
  const before = openWork();
  closeSource();
  if (before) recordOutside({ undo: () => goBackTo(before), redo: closeSource });
}

/** Opens what was open before a reload. */
export async function reopenWork(fetchSource: Parameters<typeof reopen>[0]): Promise<void> {
  const source = await reopen(fetchSource);
  if (source) resume(source.key, source.size);
}

/** Another reading of the source has other sides: what was set for the first one does not fit it. */
export function beginAnew({ size }: OpenSource): void {
  startFrameAnew(size);
}

/** From the outcome of a task back to all that it asked for, as its card does, to ask for it in other words. */
export function askAgain(task: Task): void {
  leaveResult();
  takeOver(task);
  focusPrompt();
}

/** What the task asked for, in the place of what is set. Words that somebody has typed do not go unsaid. */
function takeOver(task: Task): void {
  const typed = useEditorStore.getState().prompt;
  reuse(task);
  if (typed !== '' && typed !== task.prompt) tellReplacedPrompt();
}

/** Brings source and settings of a task back into the editor. */
export async function reuseTask(task: Task): Promise<boolean> {
  const { source, sourceName, createdAt } = task;
  if (useSourceStore.getState().source?.sourceId === source.id) {
    takeOver(task);
    return true;
  }
  const name = sourceName ?? `Source of ${createdAt.slice(0, 10)}`;
  const isOpen = await openAnew(async (signal) => ({
    file: await fetchFile(sourceImageUrl(source.id), name, signal),
    sourceId: source.id,
    facts: source,
  }));
  if (isOpen) beginWith(task);
  return isOpen;
}

/** Opens a result as a new source, under the name of the source that it comes from. */
export function openResult(
  { sourceName }: Pick<Task, 'sourceName'>,
  result: Pick<Result, 'id' | 'width' | 'height'>,
): Promise<boolean> {
  const name = withoutImageEnding(sourceName ?? `Result ${result.width} × ${result.height}`);
  return openAnew(async (signal) => ({
    file: await fetchFile(resultImageUrl(result.id), `${name}.png`, signal),
  }));
}

/** Opens the result with an id as a new source; one that is gone changes nothing but the notice. */
export function openResultById(resultId: string): Promise<boolean> {
  return openAnew(async (signal) => {
    const task = await request(taskSchema, `/api/results/${encodeURIComponent(resultId)}`, { signal });
    const name = withoutImageEnding(task.sourceName ?? 'Result');
    return { file: await fetchFile(resultImageUrl(resultId), `${name}.png`, signal) };
  });
}

function openWork(): OpenWork | null {
  const { opened } = useSourceStore.getState();
  return opened && { opened, snapshot: takeWork() };
}

function recordOpening(opened: Opened | null, snapshot: WorkSnapshot): () => void {
  let after: OpenWork | null = null;
  return recordOutside(
    {
      undo: () => {
        after = openWork();
        if (opened) return goBackTo({ opened, snapshot });
        closeSource();
        return restoreWork(snapshot);
      },
      redo: () => after && goBackTo(after),
    },
    snapshot.pastStates.length,
  );
}

async function goBackTo({ opened, snapshot }: OpenWork): Promise<void> {
  const source = await openKept(opened, (id) => fetchFile(sourceImageUrl(id), opened.name));
  if (source) restoreWork(snapshot);
}
