import { create } from 'zustand';

/**
 * Whether what is submitted together is put together, or looked at. A store of its own: looking at a run writes
 * nothing down, over which another tab may have begun a newer one.
 */
export const useRunOpen = create<{ isOpen: boolean }>()(() => ({ isOpen: false }));

export function showRun(isOpen: boolean): void {
  useRunOpen.setState({ isOpen });
}
