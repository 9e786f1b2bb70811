/**
 * The key of a shortcut as a Latin letter in lower case: by what it writes, else, on a layout that has no Latin
 * letters (Cyrillic, Greek, Hebrew, Arabic), by where it lies on the keyboard. Caps Lock and Shift make no difference.
 * The question marks of Arabic and of full-width writing are one.
 */
export function pressedKey({ key, code }: { readonly key: string; readonly code: string }): string {
  if (key.length > 1 || /^[\x20-\x7e]$/.test(key)) return key.length === 1 ? key.toLowerCase() : key;
  if (key === '؟' || key === '？') return '?';
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  const [, digit] = /^(?:Digit|Numpad)([0-9])$/.exec(code) ?? [];
  return letter?.toLowerCase() ?? digit ?? key;
}
