// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { nextSurround, showSurround, useSurround } from './surround.ts';

it('begins with grey, goes round the three, and is remembered', () => {
  showSurround();
  const seen = [document.documentElement.dataset.surround];
  for (let press = 0; press < 3; press += 1) {
    nextSurround();
    seen.push(document.documentElement.dataset.surround);
  }
  expect(seen).toEqual(['grey', 'dark', 'light', 'grey']);
  nextSurround();
  expect(localStorage.getItem('outframe-surround')).toContain(useSurround.getState().surround);
});
