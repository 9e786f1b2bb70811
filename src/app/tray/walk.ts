import { fetchFile } from '../../api/fetchFile.ts';
import { sourceImageUrl } from '../../api/results.ts';
import { useDragStore } from '../../editor/state/dragStore.ts';
import { restoreWork, takeWork } from '../../editor/state/workSnapshot.ts';
import { cancelOpening, closeSource, openKept } from '../../source/openSource.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { isVerdict } from '../../source/useUpload.ts';
import { changeOutside, recordOutside } from '../../ui/outsideHistory.ts';
import { noteSize } from './noteSize.ts';
import { keepSteps, keptSteps, stepsAtHand } from './trayFiles.ts';
import {
  changeItem,
  itemOf,
  openKey,
  refuseItem,
  setItems,
  type TrayItem,
  useTrayStore,
} from './trayStore.ts';

/** What was asked for last, so that a slow image never comes up after another one was asked for. */
let wanted: string | null = null;

/** Writes down the work on the open image, so that it goes on there. */
export function saveOpen(): void {
  const key = openKey();
  const { opened } = useSourceStore.getState();
  if (key !== null && opened !== null) changeItem(key, { opened });
  saveWork();
}

/**
 * Writes down what the editor holds, under the image that it belongs to: once the next image is there, that one counts
 * as open, and the work on the one before went on while it came.
 */
export function saveWork(): void {
  const { work, pastStates, futureStates } = takeWork();
  if (work.sourceKey === null || itemOf(work.sourceKey) === null) return;
  changeItem(work.sourceKey, { work });
  keepSteps(work.sourceKey, { pastStates, futureStates });
}

/** Opens an image of the tray, which has a history of its own. Tells whether it is open. */
export async function openItem(key: string): Promise<boolean> {
  const before = openKey();
  const isOpen = await bringUp(key);
  if (isOpen && before !== key) changeOutside(before, key);
  return isOpen;
}

/**
 * Opens the first of them that can be opened. Tells whether an image came up: it may be another that was asked for
 * meanwhile, from which none of these takes the stage.
 */
export async function openFirst(some: readonly { readonly key: string }[]): Promise<boolean> {
  for (const { key } of some) {
    if (itemOf(key)?.refused) continue;
    if (await openItem(key)) return true;
    for (let seen: typeof latest | null = null; seen !== latest; ) {
      seen = latest;
      if (await seen) return true;
    }
  }
  return false;
}

/** Whether what was asked for last came up. */
let latest: Promise<boolean> = Promise.resolve(false);

function bringUp(key: string): Promise<boolean> {
  latest = bringUpNow(key);
  return latest;
}

/** Opens an image of the tray with the work on it and its steps. */
async function bringUpNow(key: string): Promise<boolean> {
  if (useDragStore.getState().gesture || itemOf(key) === null) return false;
  if (openKey() === key) {
    // Another one may be on its way: the last choice is the one that counts.
    if (wanted !== key) cancelOpening();
    wanted = key;
    return true;
  }
  saveOpen();
  wanted = key;
  await keptSteps(key);
  const item = itemOf(key);
  if (wanted !== key || item === null) return false;
  const { opened } = item;
  const source = await openKept(opened, (id) => fetchFile(sourceImageUrl(id), opened.name), {
    onProblem: (problem) => isVerdict(problem) && refuseItem(key, problem),
  });
  if (source === null) return false;
  saveWork();
  noteSize(key, source.size);
  // Read anew: something may have been pasted into it while it came.
  restoreWork({ work: itemOf(key)?.work ?? item.work, ...stepsAtHand(key) });
  changeItem(key, { opened: useSourceStore.getState().opened ?? opened });
  return true;
}

/** Opens the next image of the tray, or the one before; what cannot be worked on is passed over. */
export function walkTray(by: 1 | -1): void {
  const { items } = useTrayStore.getState();
  const from = items.findIndex(({ opened }) => opened.key === (wanted ?? openKey()));
  const there = besideIn(items, from, by);
  if (there) void openItem(there.opened.key);
}

function besideIn(items: readonly TrayItem[], from: number, by: 1 | -1): TrayItem | null {
  for (let index = from + by; index >= 0 && index < items.length; index += by) {
    const item = items[index];
    if (item?.refused === null) return item;
  }
  return null;
}

interface Leaving {
  /** The image that can no longer be open. */
  readonly from?: string | null;
  /** It was taken out once more: that step goes along. */
  readonly carried?: 'done' | undefined;
}

/** Opens what is nearest to the place of an image that can no longer be open. */
export async function openNear(index: number, { from = openKey(), carried }: Leaving = {}): Promise<void> {
  const { items } = useTrayStore.getState();
  const near = besideIn(items, index - 1, 1) ?? besideIn(items, index, -1);
  if (!near) {
    closeSource();
    return;
  }
  const { key } = near.opened;
  if ((await bringUp(key)) && from !== key) changeOutside(from, key, carried);
}

/** Takes images out of the tray, as one step of undo: of the image that is open then. */
export function removeItems(keys: ReadonlySet<string>): void {
  saveOpen();
  const { items: before } = useTrayStore.getState();
  const open = openKey();
  const isOpenGone = open !== null && keys.has(open);
  const index = before.findIndex(({ opened }) => opened.key === open);
  const remove = async (carried?: 'done') => {
    const { items } = useTrayStore.getState();
    const gone = items.slice(0, index).filter(({ opened }) => keys.has(opened.key)).length;
    setItems(items.filter(({ opened }) => !keys.has(opened.key)));
    if (isOpenGone) await openNear(index - gone, { from: open, carried });
  };
  const bringBack = async () => {
    const { items } = useTrayStore.getState();
    const known = new Set(before.map(({ opened }) => opened.key));
    const now = new Map(items.map((item) => [item.opened.key, item]));
    const since = items.filter(({ opened }) => !known.has(opened.key));
    setItems([...before.map((item) => now.get(item.opened.key) ?? item), ...since]);
    if (!isOpenGone) return;
    const from = openKey();
    if ((await bringUp(open)) && from !== null && from !== open) changeOutside(from, open, 'undone');
  };
  void remove().then(() => recordOutside({ undo: bringBack, redo: () => remove('done') }));
}
