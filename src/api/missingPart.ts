import { create } from 'zustand';

/** Whether a part of the app that comes in a file of its own did not come, and the relay is waited for. */
export const useMissingPart = create<{ isMissing: boolean }>()(() => ({ isMissing: false }));
