import { expect, test } from 'vitest';
import type { TaskStatus } from './contract/task.ts';
import { retryLabel } from './retryable.ts';
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
