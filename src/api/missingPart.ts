import { create } from 'zustand';

/**
 * Whether a part of the app that comes in a file of its own did not come: the relay is waited for, or the part is missing
 * although the relay answers and the page was loaded anew.
 */
export const useMissingPart = create<{ missing: 'awaited' | 'given-up' | null }>()(() => ({ missing: null }));
