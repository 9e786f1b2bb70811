// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { showResult } from './openResult.ts';

afterEach(() => window.history.replaceState(null, '', '/'));

test.each([
  ['/', '/#result=one'],
  ['/?view=grid&state=failed', '/?view=grid&state=failed#result=one'],
  ['/?view=costs&by=month', '/#result=one'],
  ['/#result=other', '/#result=one'],
])('a result that was told of while %s is looked at opens at %s', (before, after) => {
  window.history.replaceState(null, '', before);
  showResult('one');
  const { pathname, search, hash } = window.location;
  expect(pathname + search + hash).toBe(after);
});
