/** What is told of a key that is pressed, by the page and by React alike. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly keyCode: number;
  readonly getModifierState: (key: 'AltGraph') => boolean;
}

/** What an input method takes for what it composes (UI Events, 7.3.1): in Safari nothing else tells. */
const COMPOSING = 229;
const PLAIN = /^[\x20-\x7e]$/;
/** These zoom, wherever a layout has them. */
const ZOOMS = /^[-+=]$/;

/**
 * The key of a shortcut as a Latin letter in lower case: by what it writes, else, on a layout that has no Latin
 * letters (Cyrillic, Greek, Hebrew, Arabic), by where it lies on the keyboard. Caps Lock and Shift make no difference.
 * Digits are in their row, also where Shift writes them (French, Czech), but not where AltGr writes a sign there. The
 * question marks of Arabic and of full-width
 * writing are one. What is still being composed is `Process`, whatever key it is: Enter takes a word there.
 */
export function pressedKey(press: KeyPress): string {
  const { key, code, shiftKey, keyCode } = press;
  if (keyCode === COMPOSING) return 'Process';
  if (key.length > 1) return key;
  const [, digit] = /^(?:Digit|Numpad)([0-9])$/.exec(code) ?? [];
  if (PLAIN.test(key)) {
    const isMeant = shiftKey || ZOOMS.test(key) || press.getModifierState('AltGraph');
    return digit === undefined || isMeant ? key.toLowerCase() : digit;
  }
  if (key === '؟' || key === '？') return '?';
  // Of layouts with Latin letters, such as «à» and «ś», the place says nothing.
  const [, letter] = /\p{Script=Latin}/u.test(key) ? [] : (/^Key([A-Z])$/.exec(code) ?? []);
  return letter?.toLowerCase() ?? digit ?? key;
}
