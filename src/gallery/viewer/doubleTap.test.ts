import { expect, test } from 'vitest';
import { isDoubleTap } from './doubleTap.ts';

const first = { at: { x: 100, y: 100 }, timeMs: 1000 };

test.each([
  ['soon and near', { at: { x: 110, y: 95 }, timeMs: 1200 }, true],
  ['late', { at: { x: 100, y: 100 }, timeMs: 1400 }, false],
  ['far off', { at: { x: 100, y: 130 }, timeMs: 1100 }, false],
])('a second tap that is %s', (_how, second, isDouble) => {
  expect(isDoubleTap(first, second)).toBe(isDouble);
  expect(isDoubleTap(null, second)).toBe(false);
});
