import { expect, test } from 'vitest';
import { isOverdue } from './overdue.ts';

const even = {
  provider: 'deerapi' as const,
  n: null,
  lowMs: 38_000,
  medianMs: 40_000,
  highMs: 44_000,
  runs: 20,
};
const uneven = { ...even, lowMs: 35_000, highMs: 120_000 };
const quick = { ...even, lowMs: 900, medianMs: 1000, highMs: 1100 };

test.each([
  ['about 40 s', even, 49_000, false],
  ['about 40 s', even, 51_000, true],
  ['35 s – 2 min: within its range nothing is late', uneven, 119_000, false],
  ['35 s – 2 min', uneven, 151_000, true],
  ['about 1 s: a few seconds more are nothing to tell', quick, 5_000, false],
  ['about 1 s', quick, 7_000, true],
])('%s', (_, expected, elapsedMs, isLate) => {
  expect(isOverdue(expected, elapsedMs)).toBe(isLate);
});
