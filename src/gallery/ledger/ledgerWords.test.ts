import { expect, test } from 'vitest';
import { deductedLabel, failedLabel, firstDay, rowLabel, statedLabel } from './ledgerWords.ts';

const NOW = new Date(2026, 2, 15);

test('a span begins with its first day', () => {
  expect(firstDay('month', NOW)).toBe('2026-03-01');
  expect(firstDay('year', NOW)).toBe('2026-01-01');
  expect(firstDay('all', NOW)).toBeNull();
});

test('a row is called by what it sums up', () => {
  expect(rowLabel('day', '2026-03-14', NOW)).toBe('Yesterday');
  expect(rowLabel('month', '2026-02', NOW)).toBe('February 2026');
  expect(rowLabel('person', 'anna', NOW)).toBe('anna');
  expect(rowLabel('person', null, NOW)).toBe('Not signed in');
});

test('what was told is not mixed with what the price comes to, and failures that cost with those that did not', () => {
  expect(deductedLabel({ units: '8.3', quota: '0.12' })).toBe('8.3 units + 0.12 of the balance');
  expect(deductedLabel({ units: null, quota: null })).toBeNull();
  expect(statedLabel({ statedImages: 2, statedCost: '$0.06' })).toBe('$0.06 for 2 images');
  expect(statedLabel({ statedImages: 1, statedCost: null })).toBe('1 image');
  expect(statedLabel({ statedImages: 0, statedCost: '$0.00' })).toBeNull();
  expect(failedLabel({ failedCharged: 1, failedUncharged: 2 })).toBe('1 charged, 2 not charged');
  expect(failedLabel({ failedCharged: 0, failedUncharged: 0 })).toBeNull();
});
