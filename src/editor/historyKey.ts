import { holdsModKey } from '../ui/modKey.ts';

interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
}

/** What a key press asks of the history: ⌘Z and ⇧⌘Z on Apple's keyboards; Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z elsewhere. */
export function historyKey(press: KeyPress): 'undo' | 'redo' | null {
  if (!holdsModKey(press) || press.altKey) return null;
  const key = press.key.toLowerCase();
  if (key === 'z') return press.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !press.shiftKey ? 'redo' : null;
}
