// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { typesText, undoesText } from './typesText.ts';

function placed(html: string): HTMLElement | null {
  document.body.innerHTML = html;
  return document.getElementById('it');
}

test.each([
  ['<input id="it">', 'g', true],
  ['<input id="it">', '/', true],
  ['<input id="it" type="checkbox">', 'g', false],
  ['<textarea id="it"></textarea>', '?', true],
  ['<button id="it"></button>', 'g', false],
  ['<div data-takes-letters><span id="it"></span></div>', 'g', true],
  ['<button data-takes-letters id="it"></button>', '9', true],
  ['<button data-takes-letters id="it"></button>', '/', false],
])('in %s the key %s is typed: %s', (html, key, isTyped) => {
  expect(typesText(placed(html), key)).toBe(isTyped);
});

test.each([
  ['<input id="it">', true],
  ['<input id="it" data-settled="true">', false],
  ['<button data-takes-letters id="it"></button>', false],
])('undo in %s is that of its text: %s', (html, isOwn) => {
  expect(undoesText(placed(html))).toBe(isOwn);
});
