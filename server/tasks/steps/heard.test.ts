import { expect, test } from 'vitest';
import { heard, heardInTime } from './heard.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';

const at = (ms: number) => new Date(ms);
test.each([
  ['said again', { unclear: 0, isDenied: true }, { deniedAt: at(1000), troubleSince: null }],
  ['another answer', { unclear: 1, isDenied: false }, { deniedAt: null, troubleSince: null }],
  ['trouble', null, { deniedAt: null, troubleSince: at(9000) }],
])('after a «no such task», what is kept of %s', (_name, told, expected) => {
  expect(heard({ deniedAt: at(1000), troubleSince: null }, told, at(9000))).toMatchObject(expected);
});

test('trouble that goes on keeps its beginning', () => {
  const troubled = { deniedAt: null, troubleSince: at(1000) };
  expect(heard(troubled, null, at(9000))).toEqual(troubled);
});

test('what was heard before a time in which nobody asked is nothing in a row', () => {
  const row = { dueAt: at(50_000), deniedAt: at(1000), troubleSince: at(2000) };
  expect(heardInTime(row, at(50_000 + RETRY_LIMITS.lateMs))).toBe(row);
  const late = heardInTime(row, at(50_001 + RETRY_LIMITS.lateMs));
  expect(late).toEqual({ dueAt: at(50_000), deniedAt: null, troubleSince: null });
});
