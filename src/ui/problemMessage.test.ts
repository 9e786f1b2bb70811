import { expect, test } from 'vitest';
import { ProblemError } from '../domain/problem.ts';
import { problemMessage } from './problemMessage.ts';

const now = new Date(2026, 0, 30, 9, 0);

test.each([
  [undefined, /^Enough for today\.$/],
  [new Date(2026, 0, 30, 14, 5), /^Enough for today\. Try again from 14:05 on\.$/],
  [new Date(2026, 0, 31, 0, 0), /Try again from 00:00 on\.$/],
  [new Date(2026, 1, 2, 0, 0), /Try again from Mon.* 2 Feb.* 00:00 on\.$/],
])('what lifts at %s says so on the own clock', (liftsAt, words) => {
  const problem = new ProblemError('daily-images-used-up', {
    detail: 'Enough for today.',
    ...(liftsAt && { liftsAt }),
  });
  expect(problemMessage(problem, now, 'en-GB')).toMatch(words);
});

test('what is asked again by itself says no hour to try again at', () => {
  const problem = new ProblemError('too-many-requests', { liftsAt: new Date(2026, 0, 30, 14, 5) });
  expect(problemMessage(problem, now, 'en-GB')).toBe(problem.detail);
});
