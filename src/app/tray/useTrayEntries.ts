import { useMemo } from 'react';
import type { Config } from '../../domain/contract/config.ts';
import type { Provider } from '../../domain/contract/provider.ts';
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
  /** The one that was chosen for it, else the one that was chosen last; null until the relay has told what it has. */
  readonly provider: Provider | null;
  readonly quote: ImageQuote;
}

/** What is asked for: the images that are chosen, else all; of the one that is open, what is set just now. */
export function useTrayEntries(config: Config | null): readonly TrayEntry[] {
  const items = useTrayStore((state) => state.items);
  const selected = useTrayStore((state) => state.selected);
  // What is set for the open image is the editor's, and is read anew whenever that changes.
  const editor = useEditorStore();
  return useMemo(
    () =>
      items
        .filter(({ opened }) => selected.size === 0 || selected.has(opened.key))
        .map((item) => {
          const work = editor.sourceKey === item.opened.key ? editor : workOf(item);
          const provider = chosenProvider(config, work.provider ?? editor.provider);
          return { item, size: item.size, work, provider, quote: quoteOf(item, work, provider) };
        }),
    [items, selected, editor, config],
  );
}

function quoteOf({ size, refused }: TrayItem, work: HistoryEntry, provider: Provider | null): ImageQuote {
  if (refused) return { obstacle: refused.sentence };
  if (size === null) return { obstacle: 'Still being read.' };
  if (provider === null) return { obstacle: 'Connecting to the server…' };
  return imageQuote(size, work, provider);
}
