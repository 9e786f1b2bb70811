import { useEffect } from 'react';
import { create } from 'zustand';
import { pressedKey } from '../pressedKey.ts';
import { typesText } from '../typesText.ts';

/** Whether the sheet of keys is open: one for all of the app, opened by a button or its key. */
export const useShortcutSheet = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export function openShortcuts(): void {
  useShortcutSheet.setState({ isOpen: true });
}

export function closeShortcuts(): void {
  useShortcutSheet.setState({ isOpen: false });
}

/** `?` opens the sheet wherever something is looked at; a dialog that asks for something keeps its keys. */
export function useShortcutKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (pressedKey(event) !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typesText(event.target, '?') || isAskedSomething()) return;
      event.preventDefault();
      openShortcuts();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** The viewer is a dialog too, but one to look at. */
function isAskedSomething(): boolean {
  return document.querySelector(':is([role=dialog], dialog[open]):not([data-viewer])') !== null;
}
