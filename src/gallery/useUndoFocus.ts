import { type RefObject, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { cardId } from './elementIds.ts';

/**
 * Where the focus goes when a deleted card takes it away: to Undo, one key from the mistake, and from there to the
 * card that came back. Without this a keyboard would be thrown to the top of the page.
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
    if (latest) document.getElementById(cardId(latest))?.focus();
  };
  return { buttonRef, undo };
}
