import { expect, test } from 'vitest';
import { historyKey } from './historyKey.ts';

const none = {
  ...{ code: '', keyCode: 0, shiftKey: false, altKey: false, metaKey: false, ctrlKey: false },
  getModifierState: () => false,
};

// Without a browser the keyboard is none of Apple's.
test.each([
  [{ key: 'z', ctrlKey: true }, 'undo'],
  [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'redo'],
  [{ key: 'y', ctrlKey: true }, 'redo'],
  // Caps lock
  [{ key: 'Z', ctrlKey: true }, 'undo'],
  // Cyrillic, Greek, Hebrew
  [{ key: 'я', code: 'KeyZ', ctrlKey: true }, 'undo'],
  [{ key: 'Ζ', code: 'KeyZ', ctrlKey: true, shiftKey: true }, 'redo'],
  [{ key: 'ט', code: 'KeyY', ctrlKey: true }, 'redo'],
  // Where a Latin letter lies elsewhere, the letter counts.
  [{ key: 'w', code: 'KeyZ', ctrlKey: true }, null],
  [{ key: 'z' }, null],
  [{ key: 'z', metaKey: true }, null],
  [{ key: 'z', ctrlKey: true, altKey: true }, null],
  [{ key: 'y', ctrlKey: true, shiftKey: true }, null],
  [{ key: 'x', ctrlKey: true }, null],
])('%o asks for %s', (press, wanted) => {
  expect(historyKey({ ...none, ...press })).toBe(wanted);
});
