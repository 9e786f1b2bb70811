import { expect, test } from 'vitest';
import { ProblemError } from '../domain/problem.ts';
import { problemMessage } from './problemMessage.ts';

const now = new Date(2026, 0, 30, 9, 0);

test.each([
  [undefined, /^Enough for today\.$/],
  [new Date(2026, 0, 30, 14, 5), /^Enough for today\. It goes on at 14:05\.$/],
  [new Date(2026, 0, 31, 0, 0), /It goes on at 00:00\.$/],
  [new Date(2026, 1, 2, 0, 0), /It goes on at Mon.* 2 Feb.* 00:00\.$/],
])('what lifts at %s says so on the own clock', (liftsAt, words) => {
  const problem = new ProblemError('daily-images-used-up', {
    detail: 'Enough for today.',
    ...(liftsAt && { liftsAt }),
  });
  expect(problemMessage(problem, now, 'en-GB')).toMatch(words);
});
