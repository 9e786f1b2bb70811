import { expect, test } from 'vitest';
import type { ProviderTime } from './contract/lists.ts';
import { expectedLabel } from './expectedLabel.ts';

const time = (more: Partial<ProviderTime>): ProviderTime => ({
  ...{ provider: 'deerapi', n: null, lowMs: 38_000, medianMs: 42_000, highMs: 44_000, runs: 20 },
  ...more,
});

test.each<[string, Partial<ProviderTime>]>([
  ['about 40 s', {}],
  ['20–45 s', { lowMs: 19_600, highMs: 46_000 }],
  ['20 s – 1 min', { lowMs: 19_600, highMs: 61_000 }],
  ['20 s – 1 min 10 s', { lowMs: 19_600, highMs: 71_000 }],
  ['1 min 05 s – 3 min', { lowMs: 66_000, highMs: 170_000 }],
  ['2–4 min', { lowMs: 110_000, highMs: 230_000 }],
  ['about 1 min 10 s', { lowMs: 68_000, medianMs: 71_000, highMs: 73_000 }],
  ['40 s – 3 min', { lowMs: 40_000, highMs: 170_000 }],
  ['about 2 s', { lowMs: 1000, medianMs: 2000, highMs: 4000 }],
  ['about 3 min', { lowMs: 170_000, medianMs: 185_000, highMs: 190_000 }],
  ['about 40 s', { lowMs: 10_000, highMs: 90_000, runs: 2 }],
])('%s', (label, more) => {
  expect(expectedLabel(time(more))).toBe(label);
});
