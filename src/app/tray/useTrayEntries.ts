import { useMemo } from 'react';
import type { Config, Provider } from '../../domain/contract.ts';
import type { Size } from '../../domain/side.ts';
import { type ImageQuote, imageQuote } from '../../domain/tray/trayQuote.ts';
import { chosenProvider } from '../../editor/state/chosenProvider.ts';
import type { HistoryEntry } from '../../editor/state/editorState.ts';
import { useEditorStore } from '../../editor/state/editorStore.ts';
import { type TrayItem, useTrayStore, workOf } from './trayStore.ts';

/** An image that is to be submitted with others, with what is set for it and what that takes. */
export interface TrayEntry {
  readonly item: TrayItem;
  readonly size: Size | null;
  readonly work: HistoryEntry;
  readonly quote: ImageQuote;
}

/** What is asked for: the images that are chosen, else all; of the one that is open, what is set just now. */
export function useTrayEntries(config: Config | null): {
  readonly entries: readonly TrayEntry[];
  readonly provider: Provider | null;
} {
  const items = useTrayStore((state) => state.items);
  const selected = useTrayStore((state) => state.selected);
  // What is set for the open image is the editor's, and is read anew whenever that changes.
  const editor = useEditorStore();
  const provider = chosenProvider(config, editor.provider);
  const reachesAnyFrame = provider?.reachesAnyFrame === true;
  const entries = useMemo(
    () =>
      items
        .filter(({ opened }) => selected.size === 0 || selected.has(opened.key))
        .map((item) => entryOf(item, editor.sourceKey === item.opened.key ? editor : null, reachesAnyFrame)),
    [items, selected, editor, reachesAnyFrame],
  );
  return { entries, provider };
}

function entryOf(item: TrayItem, open: HistoryEntry | null, reachesAnyFrame: boolean): TrayEntry {
  const { size, refused } = item;
  const work = open ?? workOf(item);
  if (refused) return { item, size, work, quote: { obstacle: refused.sentence } };
  if (size === null) return { item, size, work, quote: { obstacle: 'Still being read.' } };
  return { item, size, work, quote: imageQuote(size, work, { reachesAnyFrame }) };
}
