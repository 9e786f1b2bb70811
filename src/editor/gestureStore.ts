import { create } from 'zustand';
import type { Expansion } from '../domain/expansion.ts';
import type { Side } from '../domain/side.ts';
import { useEditorStore } from './editorStore.ts';

interface Gesture {
  readonly side: Side;
  readonly expansion: Expansion;
  /** A limit holds the handle back. */
  readonly atLimit: boolean;
}

/** The drag in progress, or null. Set at most once a frame; it becomes unfinished work only when the handle is let go. */
export const useGestureStore = create<{ gesture: Gesture | null }>()(() => ({ gesture: null }));

/** The expansion to show: that of the drag in progress, else the one set. */
export function useShownExpansion(): Expansion {
  const dragged = useGestureStore(({ gesture }) => gesture?.expansion);
  const set = useEditorStore(({ expansion }) => expansion);
  return dragged ?? set;
}
