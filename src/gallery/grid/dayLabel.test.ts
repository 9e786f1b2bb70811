import { expect, test } from 'vitest';
import { dayLabel } from './dayLabel.ts';

test.each([
  ['2026-03-30', 'Today'],
  ['2026-03-29', 'Yesterday'],
  ['2026-03-25', new Date(2026, 2, 25).toLocaleDateString(undefined, { weekday: 'long' })],
  ['2026-03-23', new Date(2026, 2, 23).toLocaleDateString(undefined, { day: 'numeric', month: 'long' })],
])('%s is %s, also over a change of the clocks', (day, label) => {
  expect(dayLabel(day, new Date(2026, 2, 30, 0, 30))).toBe(label);
});

test('another year is named', () => {
  expect(dayLabel('2024-01-02', new Date(2026, 2, 30))).toContain('2024');
});
