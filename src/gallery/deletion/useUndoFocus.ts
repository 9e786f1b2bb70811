import { type RefObject, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { cardId, thumbnailId } from '../elementIds.ts';
import { resultOfKey } from './deletionKey.ts';

/**
 * Where the focus goes when a deleted card takes it away: to Undo, one key from the mistake, and from there to the
 * card or tile that came back. Without this a keyboard would be thrown to the top of the page.
 */
export function useUndoFocus(
  taskIds: readonly string[],
  onUndo: () => void,
): { buttonRef: RefObject<HTMLButtonElement | null>; undo: () => void } {
  const buttonRef = useRef<HTMLButtonElement>(null);
  const latest = taskIds.at(-1);

  useEffect(() => {
    const isFocusLost = document.activeElement === document.body;
    if (latest && isFocusLost) buttonRef.current?.focus({ preventScroll: true });
  }, [latest]);

  const undo = () => {
    flushSync(onUndo);
    if (!latest || focusBroughtBack(latest)) return;
    // The grid draws a row that came back a frame later.
    requestAnimationFrame(() => focusBroughtBack(latest));
  };
  return { buttonRef, undo };
}

/** Focuses a result, the card of a task, or in the grid the first tile of one. Tells whether it is there. */
function focusBroughtBack(key: string): boolean {
  const resultId = resultOfKey(key);
  const element =
    document.getElementById(resultId === null ? cardId(key) : thumbnailId(resultId)) ??
    document.querySelector<HTMLElement>(`[data-tile^="${key}:"]`);
  element?.focus();
  return element !== null;
}
