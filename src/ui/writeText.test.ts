// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { writeText } from './writeText.ts';

const element = (html: string) => {
  const made = document.createElement('span');
  made.innerHTML = html;
  return made;
};

it.each([
  ['1672 × 1080', true],
  ['', false],
  ['<i>1672</i>', false],
  ['1672<i>px</i>', false],
])('writes over %o, and keeps a node of text', (before, isKept) => {
  const written = element(before);
  const node = written.firstChild;
  writeText(written, '1700 × 1080');
  expect(written.innerHTML).toBe('1700 × 1080');
  expect(written.firstChild === node).toBe(isKept);
});
