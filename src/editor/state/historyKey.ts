import { holdsModKey } from '../../ui/modKey.ts';
import { type KeyPress, pressedKey } from '../../ui/pressedKey.ts';

interface HeldKeys {
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
}

/** What a key press asks of the history: ⌘Z and ⇧⌘Z on Apple's keyboards; Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z elsewhere. */
export function historyKey(press: KeyPress & HeldKeys): 'undo' | 'redo' | null {
  if (!holdsModKey(press) || press.altKey) return null;
  const key = pressedKey(press);
  if (key === 'z') return press.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !press.shiftKey ? 'redo' : null;
}
