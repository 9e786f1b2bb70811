import { expect, test } from 'vitest';
import type { ProviderTime } from './contract/lists.ts';
import { expectedLabel } from './expectedLabel.ts';

const time = (more: Partial<ProviderTime>): ProviderTime => ({
  ...{ provider: 'deerapi', n: null, lowMs: 38_000, medianMs: 42_000, highMs: 44_000, runs: 20 },
  ...more,
});

test.each<[string, Partial<ProviderTime>]>([
  ['about 40 s', {}],
  ['20–60 s', { lowMs: 19_600, highMs: 61_000 }],
  ['40 s – 3 min', { lowMs: 40_000, highMs: 170_000 }],
  ['about 2 s', { lowMs: 1000, medianMs: 2000, highMs: 4000 }],
  ['about 3 min', { lowMs: 170_000, medianMs: 185_000, highMs: 190_000 }],
  ['about 40 s', { lowMs: 10_000, highMs: 90_000, runs: 2 }],
])('%s', (label, more) => {
  expect(expectedLabel(time(more))).toBe(label);
});
