import { expect, test } from 'vitest';
import { KLING_PRESETS } from '../../providers/kling/klingPreset.ts';
import { ConcurrencyLimits } from './concurrencyLimits.ts';

const description = { ...KLING_PRESETS.deerapi, usesPrompt: true, isPaid: true };

test.each<[string, number | null, readonly (number | null)[]]>([
  ['without a setting', null, [null, 3, 4, 6, 24]],
  ['with one', 5, [5, 3, 4, 5, 5]],
])('%s, a refusal teaches a limit that grows again, ever faster', (_name, slots, expected) => {
  let ms = 0;
  const limits = new ConcurrencyLimits(() => new Date(ms));
  const seen = [limits.of({ description, slots })];
  limits.learn('deerapi', 3);
  for (const laterMs of [0, 10_000, 20_000, 60_000]) {
    ms = laterMs;
    seen.push(limits.of({ description, slots }));
  }
  expect(seen).toEqual(expected);
});

test('a refusal while nothing of ours is there leaves one place to try with', () => {
  const limits = new ConcurrencyLimits(() => new Date(0));
  limits.learn('deerapi', 0);
  expect(limits.of({ description, slots: null })).toBe(1);
  expect(limits.of({ description: { ...description, name: 'kling' }, slots: null })).toBeNull();
});

test('a clock that goes back gives no places', () => {
  let ms = 1_000_000;
  const limits = new ConcurrencyLimits(() => new Date(ms));
  limits.learn('deerapi', 3);
  ms = 0;
  expect(limits.of({ description, slots: null })).toBe(3);
});
