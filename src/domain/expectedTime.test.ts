import { expect, test } from 'vitest';
import type { ProviderTime } from './contract/lists.ts';
import { expectedTimeOf, expectedTimeUnderWay } from './expectedTime.ts';
import { taskProblem } from './taskProblem.ts';

const time = (more: Partial<ProviderTime>): ProviderTime => ({
  ...{ provider: 'deerapi', n: null, lowMs: 38_000, medianMs: 42_000, highMs: 44_000, runs: 20 },
  ...more,
});

test('tasks with as many images tell more than all of them, and another provider nothing', () => {
  const times = [time({}), time({ n: 4, medianMs: 90_000 }), time({ provider: 'kling' })];
  expect(expectedTimeOf(times, { provider: 'deerapi', n: 4, plan: null })).toBe(times[1]);
  expect(expectedTimeOf(times, { provider: 'deerapi', n: 2, plan: null })).toBe(times[0]);
  expect(expectedTimeOf(times, { provider: 'built-in', n: 1, plan: null })).toBeNull();
});

test('a plan takes as long as its requests one after the other, of which only the last makes all images', () => {
  const step = { width: 800, height: 600, placement: { x: 0, y: 0 }, resultId: null, flags: [] };
  const plan = { step: 0, steps: [step, step, step] };
  const one = { lowMs: 10, medianMs: 20, highMs: 30 };
  const four = { lowMs: 100, medianMs: 200, highMs: 300 };
  expect(
    expectedTimeOf([time({ n: 1, ...one }), time({ n: 4, ...four })], { provider: 'deerapi', n: 4, plan }),
  ).toMatchObject({ lowMs: 120, medianMs: 240, highMs: 360 });
});

test('of a task that waits for something else, what others took says nothing', () => {
  const task = { provider: 'deerapi', n: 1, plan: null } as const;
  const waiting = { ...taskProblem('upstream-unauthorized', null), until: '2026-01-01T00:00:00Z' };
  expect(expectedTimeUnderWay([time({})], { ...task, waiting: null })).toEqual(time({}));
  expect(expectedTimeUnderWay([time({})], { ...task, waiting })).toBeNull();
});
