import { expect, test } from 'vitest';
import { durationLabel } from './durationLabel.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test.each([
  [0, '0 s', '0 s'],
  [999, '0 s', '0 s'],
  [59.9 * SECOND, '59 s', '59 s'],
  [MINUTE, '1 min 00 s', '1 min'],
  [MINUTE + 5 * SECOND, '1 min 05 s', '1 min 05 s'],
  [HOUR - 1, '59 min 59 s', '59 min 59 s'],
  [2 * HOUR, '2 h 00 min', '2 h'],
  [2 * HOUR + 7 * MINUTE, '2 h 07 min', '2 h 07 min'],
  [72 * HOUR, '3 d 0 h', '3 d'],
  [76 * HOUR, '3 d 4 h', '3 d 4 h'],
])('%i ms is %s, rounded %s', (durationMs, words, rounded) => {
  expect(durationLabel(durationMs)).toBe(words);
  expect(durationLabel(durationMs, true)).toBe(rounded);
});
