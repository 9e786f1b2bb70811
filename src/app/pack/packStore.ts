import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import {
  PACKS,
  type PackItem,
  packItems,
  packItemsSchema,
  type SavedPack,
  savedPackSchema,
} from '../../domain/pack/pack.ts';
import { parsedStorage } from '../../ui/parsedStorage.ts';

const packSchema = z.object({
  items: packItemsSchema,
  own: z.array(savedPackSchema),
  showsSafeZones: z.boolean(),
});

/** The pack that is put together, and the packs that somebody saved. */
export const usePackStore = create<z.infer<typeof packSchema>>()(
  persist(
    (): z.infer<typeof packSchema> => ({
      items: packItems(PACKS[0]?.formatIds ?? []),
      own: [],
      showsSafeZones: true,
    }),
    { name: 'outframe-pack', storage: parsedStorage(packSchema) },
  ),
);

export function chooseFormats(formatIds: readonly string[]): void {
  usePackStore.setState(({ items }) => ({ items: packItems(formatIds, items) }));
}

export function changeItem(formatId: string, change: Partial<Pick<PackItem, 'anchor' | 'prompt'>>): void {
  usePackStore.setState(({ items }) => ({
    items: items.map((item) => (item.formatId === formatId ? { ...item, ...change } : item)),
  }));
}

/** Keeps the formats under a name; the one that had it before makes room. */
export function savePack(name: string): void {
  usePackStore.setState(({ own, items }) => {
    const saved: SavedPack = { name, formatIds: items.map(({ formatId }) => formatId) };
    return { own: [...own.filter((pack) => pack.name !== name), saved] };
  });
}

export function forgetPack(name: string): void {
  usePackStore.setState(({ own }) => ({ own: own.filter((pack) => pack.name !== name) }));
}
