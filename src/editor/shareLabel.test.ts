import { expect, it } from 'vitest';
import { NO_EXPANSION } from '../domain/expansion.ts';
import { shareLabel } from './shareLabel.ts';

it.each([
  [NO_EXPANSION, '0% used.'],
  [{ ...NO_EXPANSION, right: 1 }, '50% used.'],
  [{ ...NO_EXPANSION, right: 1.5, left: 0.5 }, '100% used. At the limit. Right could give some back.'],
])('%o: %s', (expansion, words) => {
  expect(shareLabel({ width: 1600, height: 1000 }, expansion)).toBe(words);
});
