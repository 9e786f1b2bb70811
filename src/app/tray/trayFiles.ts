import { delMany, entries, get, set } from 'idb-keyval';
import { z } from 'zod';
import { type HistoryEntry, historyEntrySchema } from '../../editor/state/editorState.ts';
import { holdFile, keepIn, trayFileStore } from '../../source/keptFile.ts';
import { keptStore } from '../../source/keptStore.ts';

/** Files that are in no tray any more stay so long: another window may have them in its own. */
const STAYS_MS = 24 * 60 * 60 * 1000;

/** Keeps the bytes of a file for a tray; where the browser keeps nothing, the file itself stays at hand. */
export async function keepTrayFile(key: string, file: File): Promise<void> {
  await keepIn(trayFileStore, key, file);
  holdFile(key, null);
}

export async function isKeptForTray(key: string): Promise<boolean> {
  return (await get(key, trayFileStore)) !== undefined;
}

/** What can be undone and done again of one image. */
export interface UndoSteps {
  readonly pastStates: readonly HistoryEntry[];
  readonly futureStates: readonly HistoryEntry[];
}

const stepStore = keptStore('outframe-tray-steps', 'steps');
const stepsSchema = z.object({
  pastStates: z.array(historyEntrySchema),
  futureStates: z.array(historyEntrySchema),
});
const NO_STEPS: UndoSteps = { pastStates: [], futureStates: [] };

/** Those of this page: they are there at once, and they last where the browser keeps nothing. */
const stepsHere = new Map<string, UndoSteps>();

/** Keeps the steps of an image that is left. What does not belong to them is left out. */
export function keepSteps(
  key: string,
  steps: { readonly [name in keyof UndoSteps]: readonly unknown[] },
): void {
  const { data } = stepsSchema.safeParse(steps);
  stepsHere.set(key, data ?? NO_STEPS);
  void set(key, data ?? NO_STEPS, stepStore).catch(() => undefined);
}

export async function keptSteps(key: string): Promise<UndoSteps> {
  if (stepsHere.has(key)) return stepsAtHand(key);
  const kept = stepsSchema.safeParse(await get(key, stepStore).catch(() => null));
  // What was kept meanwhile is newer.
  if (!stepsHere.has(key)) stepsHere.set(key, kept.data ?? NO_STEPS);
  return stepsAtHand(key);
}

/** Those of an image that were read already, as they are now. */
export function stepsAtHand(key: string): UndoSteps {
  return stepsHere.get(key) ?? NO_STEPS;
}

const thumbnailStore = keptStore('outframe-tray-thumbnails', 'pictures');
const thumbnailSchema = z.instanceof(Blob);

/** Keeps the small picture of an image beside its bytes. Where the browser keeps nothing it is drawn once more. */
export function keepThumbnail(key: string, picture: Blob): void {
  void set(key, picture, thumbnailStore).catch(() => undefined);
}

export async function keptThumbnail(key: string): Promise<Blob | null> {
  return thumbnailSchema.safeParse(await get(key, thumbnailStore).catch(() => null)).data ?? null;
}

const keptAtSchema = z.object({ keptAt: z.number() });

/** Frees the room of files that have been in no tray for a while. */
export async function forgetOldFiles(inTray: ReadonlySet<string>): Promise<void> {
  const kept = await entries<string, unknown>(trayFileStore);
  const old = kept
    .filter(([key, value]) => {
      const { data } = keptAtSchema.safeParse(value);
      return !inTray.has(key) && Date.now() - (data?.keptAt ?? 0) > STAYS_MS;
    })
    .map(([key]) => key);
  await delMany(old, trayFileStore);
  await delMany(old, stepStore);
  await delMany(old, thumbnailStore);
}
