import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { parsedStorage } from '../../ui/parsedStorage.ts';

const schema = z.object({ isOpen: z.boolean() });

type PackOpen = z.infer<typeof schema>;

/** Whether several formats are being asked for. Outlives a reload, after which the pack is where it was. */
export const usePackOpen = create<PackOpen>()(
  persist((): PackOpen => ({ isOpen: false }), {
    name: 'outframe-pack-open',
    storage: parsedStorage(schema),
  }),
);

export function openPack(): void {
  usePackOpen.setState({ isOpen: true });
}

export function closePack(): void {
  usePackOpen.setState({ isOpen: false });
}
