import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { create } from 'zustand';
import type { Expansion } from '../../domain/expansion.ts';
import type { Handle } from '../../domain/handle.ts';
import type { Side } from '../../domain/side.ts';
import { throttle } from '../../ui/throttle.ts';
import { useEditorStore } from './editorStore.ts';

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
export const useDragStore = create<{ gesture: DragInProgress | null }>()(() => ({ gesture: null }));

/** The expansion to show: that of the drag in progress, else the one set. */
function shownExpansion(): Expansion {
  return useDragStore.getState().gesture?.expansion ?? useEditorStore.getState().expansion;
}

type Writers = Set<(expansion: Expansion) => void>;

const atPointer: Writers = new Set();
const beside: Writers = new Set();

/** All at the same time: each of them can make the browser lay out the panel, and once is enough. */
function tell(writers: Writers): void {
  const expansion = shownExpansion();
  for (const write of writers) write(expansion);
}

/**
 * So often the figures at the pointer change: faster than they can be read, and in few of the frames in which a handle
 * moves, since what is written into the page costs a frame more than all that the compositor moves. What stands beside
 * the stage, where nobody looks meanwhile, costs twice as much again, and follows every other time.
 */
const FOLLOW_MS = 100;

let isBesideTold = false;

const following = throttle(FOLLOW_MS, () => {
  tell(atPointer);
  if (!isBesideTold) tell(beside);
  // Also of the last move before the pointer rests.
  else following.ask();
  isBesideTold = !isBesideTold;
});

useDragStore.subscribe(({ gesture }) => {
  if (gesture) {
    following.ask();
    return;
  }
  following.stop();
  isBesideTold = false;
  tell(atPointer);
  tell(beside);
});

/**
 * Calls `write` with the expansion of a drag, some ten times a second, and once more after it with the expansion set:
 * for what is read at the pointer. Returns what ends that.
 */
export function followAtPointer(write: (expansion: Expansion) => void): () => void {
  return follow(atPointer, write);
}

function followBeside(write: (expansion: Expansion) => void): () => void {
  return follow(beside, write);
}

function follow(writers: Writers, write: (expansion: Expansion) => void): () => void {
  writers.add(write);
  return () => {
    writers.delete(write);
  };
}

/**
 * Follows a drag, so that a figure does without React: `write` puts into the document what React will put there when
 * the handle is let go.
 */
export function useWhileDragged(write: (expansion: Expansion) => void): void {
  const latest = useRef(write);
  useLayoutEffect(() => {
    latest.current = write;
  });
  useLayoutEffect(() => followBeside((expansion) => latest.current(expansion)), []);
}

/** What a drag in progress comes to, some five times a second, or null. `of` gives a plain value: React renders when it changes. */
export function useDragged<T extends string | number | boolean>(of: (expansion: Expansion) => T): T | null {
  return useSyncExternalStore(followBeside, () => {
    const { gesture } = useDragStore.getState();
    return gesture && of(gesture.expansion);
  });
}
