import { useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';
import type { Expansion } from '../domain/expansion.ts';
import type { Handle } from '../domain/handle.ts';
import type { Side } from '../domain/side.ts';
import { useEditorStore } from './editorStore.ts';
import { PANEL_MS, paced } from './paced.ts';

export interface DragInProgress {
  /** What the pointer holds; no side when the frame moves over the source. */
  readonly handle: Handle;
  /** The sides that move, those of the handle and those that a key moves with them. */
  readonly sides: readonly Side[];
  readonly expansion: Expansion;
  /** A limit holds the gesture back. */
  readonly atLimit: boolean;
}

/** The drag in progress, or null. Set at most once a frame; it becomes unfinished work only when the handle is let go. */
export const useGestureStore = create<{ gesture: DragInProgress | null }>()(() => ({ gesture: null }));

/** The expansion to show: that of the drag in progress, else the one set. */
function shownExpansion(): Expansion {
  return useGestureStore.getState().gesture?.expansion ?? useEditorStore.getState().expansion;
}

const writers = new Set<(expansion: Expansion) => void>();

/** All at the same time: each of them can make the browser lay out the panel, and once is enough. */
function writeAll(): void {
  const expansion = shownExpansion();
  for (const write of writers) write(expansion);
}

const following = paced(PANEL_MS, writeAll);

useGestureStore.subscribe(({ gesture }) => {
  if (gesture) {
    following.ask();
  } else {
    following.stop();
    writeAll();
  }
});

/**
 * Calls `write` with the expansion of a drag, some ten times a second, so that a figure follows it without React:
 * `write` puts into the document what React will put there when the handle is let go. After a drag that changed
 * nothing it is called once more, with the expansion set.
 */
export function useWhileDragged(write: (expansion: Expansion) => void): void {
  const latest = useRef(write);
  useLayoutEffect(() => {
    latest.current = write;
  });
  useLayoutEffect(() => {
    const writeLatest = (expansion: Expansion) => latest.current(expansion);
    writers.add(writeLatest);
    return () => {
      writers.delete(writeLatest);
    };
  }, []);
}
