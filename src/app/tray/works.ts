import { create } from 'zustand';
import { meantAnchor } from '../../domain/anchor.ts';
import type { Size } from '../../domain/side.ts';
import { frameOn } from '../../domain/tray/frameOn.ts';
import { withAnchor } from '../../editor/panel/format/formatActions.ts';
import { type HistoryEntry, isEmptyEntry } from '../../editor/state/editorState.ts';
import { historyGroups, useEditorStore } from '../../editor/state/editorStore.ts';
import { restoreWork, takeWork, type WorkSnapshot } from '../../editor/state/workSnapshot.ts';
import { recordOutside } from '../../ui/outsideHistory.ts';
import { keepSteps, keptSteps, stepsAtHand } from './trayFiles.ts';
import { changeItem, itemOf, workOf } from './trayStore.ts';

/** What was copied from an image: its frame, its prompt, how many pictures it asks for and of whom. */
interface Copied {
  readonly size: Size;
  readonly work: HistoryEntry;
}

export const useCopied = create<{ copied: Copied | null }>()(() => ({ copied: null }));

export function copyWork(key: string): void {
  const item = itemOf(key);
  const work = item && workOf(item);
  if (item?.size && work) useCopied.setState({ copied: { size: item.size, work } });
}

/** Gives images what was copied, each at its own size: a step of undo in each of them, and one step for all together. */
export async function pasteWork(keys: Iterable<string>): Promise<void> {
  const { copied } = useCopied.getState();
  if (copied) await setWorks(keys, (size, work) => pasted(copied, size, work));
}

/** The same from the image that is open to others. */
export async function applyTo(from: string, keys: Iterable<string>): Promise<void> {
  const item = itemOf(from);
  const work = item && workOf(item);
  if (!item?.size || !work) return;
  const { size } = item;
  await setWorks(
    [...keys].filter((key) => key !== from),
    (own, before) => pasted({ size, work }, own, before),
  );
}

/** Where one image lies in its frame. */
export async function setItemAnchor(key: string, anchor: HistoryEntry['anchor']): Promise<void> {
  await setWorks([key], (size, work) => {
    const { goesBeyond, allowsCropping } = work;
    return { ...work, ...withAnchor(work, anchor, { ...size, goesBeyond, allowsCropping }) };
  });
}

/** One that is in this format already stays where it was put in it. */
function pasted({ size: before, work: from }: Copied, size: Size, work: HistoryEntry): HistoryEntry {
  const isSame = from.formatId !== null && from.formatId === work.formatId;
  const anchor = isSame
    ? meantAnchor(size, work.expansion, work.anchor)
    : meantAnchor(before, from.expansion, from.anchor);
  const frame = frameOn(size, { size: before, ...frameOf(from) }, anchor);
  return { ...work, ...frame, prompt: from.prompt, n: from.n, provider: from.provider };
}

function frameOf({ expansion, anchor, formatId, goesBeyond, allowsCropping }: HistoryEntry) {
  return { expansion, anchor, formatId, goesBeyond, allowsCropping };
}

type Change = (size: Size, work: HistoryEntry) => HistoryEntry;

interface Changed {
  readonly key: string;
  readonly before: WorkSnapshot;
  readonly after: WorkSnapshot;
}

async function setWorks(keys: Iterable<string>, change: Change): Promise<void> {
  const meant = [...new Set(keys)];
  for (const key of meant) await keptSteps(key);
  const changed = meant.flatMap((key): Changed[] => {
    const item = itemOf(key);
    if (!item?.size || item.refused) return [];
    const before = isOpen(key) ? takeWork() : { work: item.work, ...stepsAtHand(key) };
    const work = change(item.size, before.work);
    return [
      { key, before, after: { work, pastStates: [...before.pastStates, before.work], futureStates: [] } },
    ];
  });
  const [first, ...others] = changed;
  if (!first) return;
  historyGroups.close();
  // On the open image alone it is a step of the editor's own.
  if (others.length === 0 && isOpen(first.key)) {
    useEditorStore.setState(first.after.work);
    return;
  }
  const { pastStates } = useEditorStore.temporal.getState();
  for (const { key, after } of changed) put(key, after);
  const undo = () => {
    for (const { key, before, after } of changed) putInPlaceOf(after, key, before);
  };
  const redo = () => {
    for (const { key, before, after } of changed) putInPlaceOf(before, key, after);
  };
  recordOutside({ undo, redo }, pastStates.length);
}

/** An image that was worked on since keeps that: there the step is one of its own, and is taken back there. */
function putInPlaceOf(expected: WorkSnapshot, key: string, snapshot: WorkSnapshot): void {
  const item = itemOf(key);
  if (item && isEmptyEntry(workOf(item), expected.work)) put(key, snapshot);
}

function isOpen(key: string): boolean {
  return useEditorStore.getState().sourceKey === key;
}

/** With its steps, as it was or as it became: on the open image too this is no step of the editor's own. */
function put(key: string, snapshot: WorkSnapshot): void {
  if (isOpen(key)) {
    restoreWork(snapshot);
    return;
  }
  changeItem(key, { work: snapshot.work });
  keepSteps(key, snapshot);
}
