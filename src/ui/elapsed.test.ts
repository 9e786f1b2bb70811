import { describe, expect, test } from 'vitest';
import { elapsedMs, nextTryLabel } from './elapsed.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('elapsedMs', () => {
  const startedAt = '2026-01-01T10:00:00.000Z';

  test('counts from now while the task runs, from its end afterwards', () => {
    const now = Date.parse('2026-01-01T10:05:00.000Z');
    expect(elapsedMs({ startedAt, endedAt: null }, now)).toBe(5 * MINUTE);
    expect(elapsedMs({ startedAt, endedAt: '2026-01-01T10:00:12.000Z' }, now)).toBe(12 * SECOND);
  });

  test('is never negative when the clock of the relay is ahead', () => {
    expect(elapsedMs({ startedAt, endedAt: null }, Date.parse(startedAt) - 3000)).toBe(0);
  });
});

test.each([
  ['2026-01-01T10:00:08.000Z', 'Next try in 8 s.'],
  ['2026-01-01T10:00:07.400Z', 'Next try in 8 s.'],
  ['2026-01-01T10:00:00.000Z', 'Trying again now.'],
  ['2026-01-01T09:59:00.000Z', 'Trying again now.'],
])('waiting until %s reads «%s»', (until, words) => {
  expect(nextTryLabel(until, Date.parse('2026-01-01T10:00:00.000Z'))).toBe(words);
});
