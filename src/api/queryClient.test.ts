import { expect, test } from 'vitest';
import { ProblemError } from '../domain/problem.ts';
import { retryOneOfMany, retryWhileUnreachable, toldWhileWaiting } from './queryClient.ts';

const another = new ProblemError('answered-by-another');
const away = new ProblemError('relay-unreachable');

test('a page that stays in the place of the relay stops one of many, and nothing that is asked for alone', () => {
  expect([0, 2, 3].map((count) => retryOneOfMany(count, another))).toEqual([true, true, false]);
  expect(retryOneOfMany(100, away)).toBe(true);
  expect(retryWhileUnreachable(100, another)).toBe(true);
});

test('what waits says why, unless the relay is merely away', () => {
  expect(toldWhileWaiting(another)).toBe(another);
  expect(toldWhileWaiting(away)).toBeNull();
  expect(toldWhileWaiting(null)).toBeNull();
});
