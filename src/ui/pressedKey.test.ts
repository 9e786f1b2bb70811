import { expect, it } from 'vitest';
import { pressedKey } from './pressedKey.ts';

const plainly = { shiftKey: false, keyCode: 0, getModifierState: () => false };

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
  ['a dead key', 'Dead', 'KeyS', 'Dead'],
  ['a sign', '+', 'Equal', '+'],
  ['a letter that no place has', 'ß', 'Minus', 'ß'],
  ['a Latin letter of its own where Bépo has it', 'à', 'KeyZ', 'à'],
  ['what AltGr writes on a Polish layout', 'ś', 'KeyS', 'ś'],
  ['what Option writes on a Mac', 'ß', 'KeyS', 'ß'],
  ['what AZERTY writes in the row of digits', '&', 'Digit1', '1'],
  ['an accent there', 'é', 'Digit2', '2'],
  ['a minus there, which zooms', '-', 'Digit6', '-'],
  ['a Czech plus there', '+', 'Digit1', '+'],
])('%s', (_what, key, code, pressed) => {
  expect(pressedKey({ ...plainly, key, code })).toBe(pressed);
});

it.each([
  ['a sign above a digit', '!', 'Digit1', '!'],
  ['a question mark above one', '?', 'Digit7', '?'],
  ['a digit that Shift writes', '1', 'Digit1', '1'],
])('with Shift, %s', (_what, key, code, pressed) => {
  expect(pressedKey({ ...plainly, key, code, shiftKey: true })).toBe(pressed);
});

it.each([
  ['a German brace', '{', 'Digit7', '{'],
  ['a French at sign', '@', 'Digit0', '@'],
])('with AltGr, %s is no digit', (_what, key, code, pressed) => {
  const getModifierState = (modifier: string) => modifier === 'AltGraph';
  expect(pressedKey({ ...plainly, key, code, getModifierState })).toBe(pressed);
});

it.each(['Enter', 'Escape', 'z', 'ArrowUp'])('%s is none while a word is composed with it', (key) => {
  expect(pressedKey({ ...plainly, key, code: key, keyCode: 229 })).toBe('Process');
});
