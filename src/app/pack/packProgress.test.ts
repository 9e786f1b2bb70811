import { expect, test } from 'vitest';
import { type Run, withoutRest, withRefusal, withTask } from '../../domain/run/run.ts';
import { packProgress } from './packProgress.ts';

const RUN: Run = {
  parts: ['a', 'b', 'c', 'd'].map((idempotencyKey) => ({
    press: { idempotencyKey },
    ...{ taskId: null, problem: null, isCancelled: false, hasLeft: false, leavesPaused: false },
  })),
  isPaused: false,
  pausedBy: null,
};

test('what was cancelled is told apart from what is to be sent yet', () => {
  const limited = withRefusal(
    withRefusal(withTask(RUN, 'a', 'task'), 'b', { code: 'internal', sentence: 'No.' }),
    'c',
    { code: 'daily-images-used-up', sentence: 'Used up.' },
  );
  const done = [{ status: 'succeeded' }] as const;
  expect(packProgress(limited, done)).toBe('1 of 4 done · 2 to be sent · 1 without a picture');
  expect(packProgress(withoutRest(limited), done)).toBe('1 of 4 done · 2 not sent · 1 without a picture');
  expect(packProgress(withTask(limited, 'b', 'other'), [...done, { status: 'failed' }])).toBe(
    '1 of 4 done · 2 to be sent · 1 without a picture',
  );
});
