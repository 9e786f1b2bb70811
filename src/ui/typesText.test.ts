// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { typesText } from './typesText.ts';

test.each([
  ['<input id="it">', true],
  ['<input id="it" type="checkbox">', false],
  ['<textarea id="it"></textarea>', true],
  ['<button id="it"></button>', false],
  ['<div data-takes-letters><span id="it"></span></div>', true],
  ['<button data-takes-letters id="it"></button>', true],
])('a letter pressed in %s goes into a text: %s', (html, isText) => {
  document.body.innerHTML = html;
  expect(typesText(document.getElementById('it'))).toBe(isText);
});
