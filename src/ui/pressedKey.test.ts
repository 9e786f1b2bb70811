import { expect, it } from 'vitest';
import { pressedKey } from './pressedKey.ts';

it.each([
  ['a Latin letter', 'z', 'KeyZ', 'z'],
  ['the letter that AZERTY writes, not the place', 'z', 'KeyW', 'z'],
  ['Caps Lock', 'Z', 'KeyZ', 'z'],
  ['Cyrillic', 'я', 'KeyZ', 'z'],
  ['Greek with Shift', 'Ζ', 'KeyZ', 'z'],
  ['Hebrew', 'ז', 'KeyZ', 'z'],
  ['an Arabic digit', '١', 'Digit1', '1'],
  ['an Arabic question mark', '؟', 'Slash', '?'],
  ['a Persian one, elsewhere', '؟', 'KeyM', '?'],
  ['a full-width one', '？', 'Slash', '?'],
  ['a named key', 'Escape', 'Escape', 'Escape'],
  ['a sign', '+', 'Equal', '+'],
  ['a letter that no place has', 'ß', 'Minus', 'ß'],
])('%s', (_what, key, code, pressed) => {
  expect(pressedKey({ key, code })).toBe(pressed);
});
