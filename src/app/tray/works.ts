import { create } from 'zustand';
import { meantAnchor } from '../../domain/anchor.ts';
import type { Size } from '../../domain/side.ts';
import { frameOn } from '../../domain/tray/frameOn.ts';
import { withAnchor } from '../../editor/panel/format/formatActions.ts';
import type { HistoryEntry } from '../../editor/state/editorState.ts';
import { historyGroups, useEditorStore } from '../../editor/state/editorStore.ts';
import { recordOutside } from '../../ui/outsideHistory.ts';
import { keepSteps, keptSteps, type Steps } from './trayFiles.ts';
import { changeItem, itemOf, workOf } from './trayStore.ts';

/** What was copied from an image: its frame, its prompt and how many pictures it asks for. */
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
  return { ...work, ...frame, prompt: from.prompt, n: from.n };
}

function frameOf({ expansion, anchor, formatId, goesBeyond, allowsCropping }: HistoryEntry) {
  return { expansion, anchor, formatId, goesBeyond, allowsCropping };
}

type Change = (size: Size, work: HistoryEntry) => HistoryEntry;

interface Changed {
  readonly key: string;
  readonly before: HistoryEntry;
  readonly after: HistoryEntry;
  readonly stepsBefore: Steps;
}

async function setWorks(keys: Iterable<string>, change: Change): Promise<void> {
  const steps = new Map<string, Steps>();
  for (const key of keys) steps.set(key, await keptSteps(key));
  const changed = [...steps].flatMap(([key, stepsBefore]): Changed[] => {
    const item = itemOf(key);
    const before = item && workOf(item);
    if (!item?.size || !before || item.refused) return [];
    return [{ key, before, after: change(item.size, before), stepsBefore }];
  });
  const doIt = () => changed.forEach(begin);
  const undo = () => changed.forEach(takeBack);
  doIt();
  // On the open image alone it is a step of the editor's own.
  if (changed.some(({ key }) => !isOpen(key))) recordOutside({ undo, redo: doIt });
}

function isOpen(key: string): boolean {
  return useEditorStore.getState().sourceKey === key;
}

function begin({ key, before, after, stepsBefore }: Changed): void {
  if (isOpen(key)) {
    historyGroups.close();
    useEditorStore.setState(after);
    return;
  }
  changeItem(key, { work: after });
  keepSteps(key, { pastStates: [...stepsBefore.pastStates, before], futureStates: [] });
}

function takeBack({ key, before, stepsBefore }: Changed): void {
  if (isOpen(key)) {
    useEditorStore.setState(before);
    return;
  }
  changeItem(key, { work: before });
  keepSteps(key, stepsBefore);
}
