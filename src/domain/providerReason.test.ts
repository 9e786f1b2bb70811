import { expect, test } from 'vitest';
import { providerReason } from './providerReason.ts';
import { taskProblem } from './taskProblem.ts';

const reply = { httpStatus: 400, code: '1201', message: 'Image pixel is invalid', requestId: null };

test('the provider’s words are told where our own sentence says no more than that it has a reason', () => {
  expect(providerReason(taskProblem('upstream-task-failed', reply))).toBe(
    'The provider’s reason: Image pixel is invalid',
  );
  expect(providerReason(taskProblem('upstream-refused', { ...reply, message: null }))).toBeNull();
  expect(providerReason(taskProblem('upstream-refused', null))).toBeNull();
  expect(providerReason(taskProblem('upstream-policy', reply))).toBeNull();
});
