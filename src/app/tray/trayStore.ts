import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { PROBLEM_CODES, type ProblemError } from '../../domain/problem.ts';
import { type ArrivalReport, withUnusable } from '../../domain/tray/sortArrival.ts';
import { type HistoryEntry, historyEntryOf, historyEntrySchema } from '../../editor/state/editorState.ts';
import { useEditorStore } from '../../editor/state/editorStore.ts';
import { openedSchema, useSourceStore } from '../../source/sourceStore.ts';
import { parsedStorage } from '../../ui/parsedStorage.ts';
import { throttledStorage } from '../../ui/throttledStorage.ts';

const itemSchema = z.object({
  /** As the source is opened again; its key is the item's. */
  opened: openedSchema,
  /** As the eye sees it; null until it was looked at. */
  size: z.object({ width: z.int().positive(), height: z.int().positive() }).nullable(),
  /** What is set for it, as it was when it was left; of the one that is open, the editor knows. */
  work: historyEntrySchema,
  /** Only the relay can read it. */
  isForRelay: z.boolean(),
  /** Why it cannot be worked on. */
  refused: z.object({ code: z.enum(PROBLEM_CODES), sentence: z.string() }).nullable(),
});
/** One of several open sources. */
export type TrayItem = z.infer<typeof itemSchema>;

const traySchema = z.object({ items: z.array(itemSchema) });

interface TrayState extends z.infer<typeof traySchema> {
  /** The keys of those that are chosen. */
  readonly selected: ReadonlySet<string>;
  /** What became of the files that came last; until dismissed. */
  readonly report: ArrivalReport | null;
  /** The keys of those that it tells of as opened. */
  readonly reported: ReadonlySet<string>;
}

/** The open sources, where there is more than one. */
export const useTrayStore = create<TrayState>()(
  persist((): TrayState => ({ items: [], selected: new Set(), report: null, reported: new Set() }), {
    name: 'outframe-tray',
    storage: throttledStorage(parsedStorage(traySchema)),
    partialize: ({ items }) => ({ items }),
  }),
);

const { getState, setState } = useTrayStore;

/** One open image needs no tray. */
export function hasTray({ items } = getState()): boolean {
  return items.length > 1;
}

export function itemOf(key: string): TrayItem | null {
  return getState().items.find(({ opened }) => opened.key === key) ?? null;
}

export function addItems(added: readonly TrayItem[]): void {
  setState(({ items }) => ({ items: [...items, ...added] }));
}

export function changeItem(key: string, change: Partial<TrayItem>): void {
  setState(({ items }) => ({
    items: items.map((item) => (item.opened.key === key ? { ...item, ...change } : item)),
  }));
}

export function refuseItem(key: string, { code, detail }: ProblemError): void {
  changeItem(key, { refused: { code, sentence: detail } });
  const { reported } = getState();
  const name = itemOf(key)?.opened.name;
  if (name === undefined || !reported.has(key)) return;
  setState({ reported: new Set([...reported].filter((each) => each !== key)) });
  tellUnusable(name);
}

export function setItems(items: readonly TrayItem[]): void {
  const keys = new Set(items.map(({ opened }) => opened.key));
  setState(({ selected }) => ({
    items: [...items],
    selected: new Set([...selected].filter((key) => keys.has(key))),
  }));
}

export function select(keys: Iterable<string>): void {
  setState({ selected: new Set(keys) });
}

export function toggle(key: string): void {
  setState(({ selected }) => {
    const chosen = new Set(selected);
    if (!chosen.delete(key)) chosen.add(key);
    return { selected: chosen };
  });
}

/** @param reported the keys of those in the tray that count as opened, until one is refused */
export function tellArrival(report: ArrivalReport | null, reported: ReadonlySet<string> = new Set()): void {
  setState({ report, reported });
}

/** One that was told of as opened cannot be used. */
export function tellUnusable(name: string): void {
  setState(({ report }) => ({ report: report && withUnusable(report, name) }));
}

/** The key of the image that is open, where it is one of the tray. */
export function openKey(): string | null {
  const key = useSourceStore.getState().opened?.key;
  return key !== undefined && itemOf(key) ? key : null;
}

/** What is set for an item just now. */
export function workOf({ opened, work }: TrayItem): HistoryEntry {
  const editor = useEditorStore.getState();
  return editor.sourceKey === opened.key ? historyEntryOf(editor) : work;
}
