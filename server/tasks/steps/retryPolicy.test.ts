import { describe, expect, test } from 'vitest';
import { backoffMs, retryWay } from './retryPolicy.ts';

describe('backoffMs', () => {
  test.each([
    [1, 0, 1000],
    [1, 0.999, 1999],
    [2, 0, 1000],
    [3, 0.5, 4500],
    [6, 0, 1000],
    [50, 0.5, 30_500],
    [50, 0.999, 59_941],
  ])('after %i failed tries with %d it waits %i ms', (attempts, random, expected) => {
    expect(backoffMs({ attempts, random: () => random })).toBe(expected);
  });

  test('never comes back earlier than it was told, and not all at once', () => {
    expect(backoffMs({ attempts: 1, retryAfterMs: 30_000, random: () => 0 })).toBe(30_000);
    expect(backoffMs({ attempts: 1, retryAfterMs: 30_000, random: () => 0.9 })).toBe(30_900);
    expect(backoffMs({ attempts: 1, retryAfterMs: 0, random: () => 0 })).toBe(1000);
  });
});

describe('retryWay', () => {
  test.each([
    ['uncertain', 'submit-uncertain', null, 'look-up'],
    ['failed', 'upstream-unauthorized', null, 'submit-same'],
    ['failed', 'upstream-unauthorized', 't1', 'follow'],
    ['failed', 'upstream-deadline', 't1', 'follow'],
    ['failed', 'result-unavailable', 't1', 'follow'],
    ['failed', 'disk-full', 't1', 'follow'],
    ['failed', 'upstream-task-failed', 't1', 'submit-new'],
    ['uncertain', 'upstream-task-unknown', 't1', 'follow-once-more'],
    ['uncertain', 'upstream-task-lost', 't1', 'follow-once-more'],
    ['uncertain', 'submit-taken', null, 'look-up'],
    ['cancelled', null, null, 'submit-same'],
    ['cancelled', null, 't1', 'follow'],
    ['failed', 'bottom-ignored', 't1', null],
    ['failed', 'aspect-mismatch', 't1', null],
    ['succeeded', null, 't1', null],
    ['processing', null, 't1', null],
    ['queued', null, null, null],
  ] as const)(
    '%s because of %s with upstream task %s: %s',
    (status, problemCode, upstreamTaskId, expected) => {
      expect(retryWay({ status, problemCode, upstreamTaskId })).toBe(expected);
    },
  );
});
