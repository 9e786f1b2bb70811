import { expect, test } from 'vitest';
import type { TaskStatus } from './contract/task.ts';
import type { ProblemCode } from './problem.ts';
import { retryLabel, wantsChange } from './retryable.ts';
import { taskProblem } from './taskProblem.ts';

test.each<[TaskStatus, string | null]>([
  ['queued', null],
  ['processing', null],
  ['succeeded', null],
  ['failed', 'Retry'],
  ['cancelled', 'Retry'],
  ['uncertain', 'Look again'],
])('a task that is %s offers %s', (status, words) => {
  expect(retryLabel({ status, problem: null })).toBe(words);
});

test('a plan that ended for the shape of a picture is not offered a retry, which would bring the same picture', () => {
  expect(retryLabel({ status: 'failed', problem: taskProblem('bottom-ignored', null) })).toBeNull();
});

test('a task that was declined as it is wants to be changed first', () => {
  const ended = (code: ProblemCode) => ({ status: 'failed', problem: taskProblem(code, null) }) as const;
  expect(wantsChange(ended('upstream-policy'))).toBe(true);
  expect(wantsChange(ended('upstream-blocked'))).toBe(true);
  expect(wantsChange(ended('upstream-unavailable'))).toBe(false);
  expect(wantsChange({ status: 'failed', problem: null })).toBe(false);
});
