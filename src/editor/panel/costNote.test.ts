import { expect, test } from 'vitest';
import type { Config } from '../../domain/contract/config.ts';
import { costNote } from './costNote.ts';

const paid = {
  name: 'deerapi',
  label: 'DeerAPI',
  usesPrompt: true,
  isPaid: true,
  reachesAnyFrame: false,
} as const;
const free = {
  ...paid,
  name: 'built-in',
  label: 'Built-in engine',
  isPaid: false,
  reachesAnyFrame: true,
} as const;
const providers = [paid, free].map((each) => ({ ...each, stopped: null }));
const config: Config = {
  providers,
  defaultProvider: 'deerapi',
  pricePerImage: '$0.03',
  retentionDays: null,
  person: null,
};
const [chosen = null, builtIn = null] = providers;
const times = [
  { provider: 'deerapi', n: null, lowMs: 39_000, medianMs: 40_000, highMs: 41_000, runs: 9 },
] as const;
const asked = { config, chosen, n: 1, steps: 1, times };

test.each([
  [{}, '$0.03 · DeerAPI'],
  [{ n: 3 }, '$0.09 for 3 images · DeerAPI'],
  [{ steps: 2 }, '2 steps · $0.06 · about 1 min 20 s · DeerAPI'],
  [{ steps: 2, n: 3 }, '2 steps, 3 images in the last · $0.12 · about 1 min 20 s · DeerAPI'],
  [{ steps: 3, times: [] }, '3 steps · $0.09 · DeerAPI'],
  [{ steps: 2, times: [], config: { ...config, pricePerImage: null } }, '2 steps · 2 paid images · DeerAPI'],
  [
    { steps: 2, times: [], config: { ...config, pricePerImage: 'a coin' } },
    '2 steps · 2 images at a coin each · DeerAPI',
  ],
  [{ steps: 2, chosen: builtIn }, 'Free · Built-in engine, needs no steps'],
  [{ chosen: builtIn }, 'Free · Built-in engine'],
])('%o costs «%s»', (more, words) => {
  expect(costNote({ ...asked, ...more })).toBe(words);
});
