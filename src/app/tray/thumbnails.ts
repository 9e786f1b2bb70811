import { create } from 'zustand';
import { MAX_SOURCE_BYTES } from '../../domain/limits.ts';
import { ProblemError } from '../../domain/problem.ts';
import { sizeError } from '../../domain/sizeError.ts';
import { keptFile, notKept } from '../../source/keptFile.ts';
import { undecodedProblem } from '../../source/undecodedProblem.ts';
import { noteSize } from './noteSize.ts';
import { type Drawing, startDrawing } from './thumbnailDrawing.ts';
import { keepThumbnail, keptThumbnail } from './trayFiles.ts';
import { changeItem, refuseItem, type TrayItem, useTrayStore } from './trayStore.ts';

/** Addresses of small pictures, by the keys of their sources. */
export const useThumbnails = create<Readonly<Record<string, string>>>()(() => ({}));

/** While one is being read another is being drawn; more would only share the processor. */
const AT_ONCE = 2;

/**
 * Looks at each image of the tray once, in a worker: how large it is, what it looks like, and whether it can be opened
 * at all. Returns what ends that.
 */
export function startThumbnails(): () => void {
  const drawing = startDrawing();
  const begun = new Set<string>();
  let underWay = 0;

  const pump = () => {
    const { items } = useTrayStore.getState();
    for (const key of freePictures(items)) begun.delete(key);
    for (const item of items) {
      if (underWay >= AT_ONCE) return;
      if (begun.has(item.opened.key) || !isToBeLookedAt(item)) continue;
      begun.add(item.opened.key);
      underWay += 1;
      void look(item, drawing).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  };
  const stop = useTrayStore.subscribe(pump);
  pump();
  return () => {
    stop();
    drawing.stop();
  };
}

/** Frees the pictures of images that are no longer in the tray; returns their keys. One that is brought back is drawn again. */
function freePictures(items: readonly TrayItem[]): readonly string[] {
  const pictures = useThumbnails.getState();
  const inTray = new Set(items.map(({ opened }) => opened.key));
  const gone = Object.keys(pictures).filter((key) => !inTray.has(key));
  if (gone.length === 0) return gone;
  for (const key of gone) URL.revokeObjectURL(pictures[key] ?? '');
  const stay = Object.entries(pictures).filter(([key]) => inTray.has(key));
  useThumbnails.setState(Object.fromEntries(stay), true);
  return gone;
}

function isToBeLookedAt({ opened, isForRelay }: TrayItem): boolean {
  return !isForRelay && useThumbnails.getState()[opened.key] === undefined;
}

async function look(item: TrayItem, drawing: Drawing): Promise<void> {
  const { key, sourceId } = item.opened;
  const wasLookedAt = item.size !== null || item.refused !== null;
  // Drawn before a reload: reading 12 MP once more takes a hundred times as long.
  const kept = wasLookedAt ? await keptThumbnail(key) : null;
  if (kept) return show(key, kept);
  if (item.refused !== null) return;
  const file = await keptFile(key);
  if (file === null && sourceId === null) return refuseItem(key, notKept());
  // What this browser does not have, the relay has.
  if (file === null) return changeItem(key, { isForRelay: true });
  if (file.size > MAX_SOURCE_BYTES) return refuseItem(key, new ProblemError('file-too-large'));
  const made = await drawing.draw({ key, file });
  if (made === null) return await noteUndecoded(key, file);
  const problem = sizeError(made.size);
  if (problem) refuseItem(key, problem);
  else noteSize(key, made.size);
  show(key, made.picture);
  keepThumbnail(key, made.picture);
}

function show(key: string, picture: Blob): void {
  useThumbnails.setState({ [key]: URL.createObjectURL(picture) });
}

async function noteUndecoded(key: string, file: File): Promise<void> {
  const problem = await undecodedProblem(file, null);
  if (problem.code !== 'image-damaged') return refuseItem(key, problem);
  // A HEIC, a TIFF, or one whose end is missing: the relay reads more than a browser does.
  changeItem(key, { isForRelay: true });
}
