import { expect, test } from 'vitest';
import type { LedgerGroup } from '../../domain/contract/ledger.ts';
import {
  deductedLabel,
  failedLabel,
  firstDay,
  leftLabel,
  rowLabel,
  statedHead,
  statedLabel,
} from './ledgerWords.ts';

const NOW = new Date(2026, 2, 15);

test('a span begins with its first day', () => {
  expect(firstDay('month', NOW)).toBe('2026-03-01');
  expect(firstDay('year', NOW)).toBe('2026-01-01');
  expect(firstDay('all', NOW)).toBeNull();
});

test('a row is called by what it sums up', () => {
  const label = (by: LedgerGroup, key: string | null, name: string | null = null) =>
    rowLabel(by, { key, name }, NOW);
  expect(label('day', '2026-03-14')).toBe('Yesterday');
  expect(label('month', '2026-02')).toBe('February 2026');
  expect(label('person', 'anna')).toBe('anna');
  expect(label('person', null)).toBe('Not signed in');
  expect(label('batch', 'f81d4fae-7dec-4d0b-a765-00a0c91e6bf6', 'Social launch')).toBe('Social launch');
  expect(label('batch', null)).toBe('In no batch');
});

test('what was told is not mixed with what the price comes to, and failures that cost with those that did not', () => {
  expect(deductedLabel({ units: '8.3', quota: '0.12' })).toBe('8.3 units + 0.12 of the balance');
  expect(deductedLabel({ units: null, quota: null })).toBeNull();
  expect(statedLabel({ statedImages: 2, statedCost: '$0.06' })).toBe('$0.06 for 2 images');
  expect(statedLabel({ statedImages: 1, statedCost: null })).toBe('1 image');
  expect(statedLabel({ statedImages: 0, statedCost: '$0.00' })).toBeNull();
  expect(statedHead({ statedCost: '$0.06' })).toBe('At the stated price');
  expect(statedHead({ statedCost: null })).toBe('Charge not told');
  expect(failedLabel({ failedCharged: 1, failedUncharged: 2 })).toBe('1 charged, 2 not charged');
  expect(failedLabel({ failedCharged: 0, failedUncharged: 0 })).toBeNull();
});

test('what is left is said as the provider writes it', () => {
  expect(leftLabel({ left: '812', total: '1000', status: 'online' })).toBe('812 of 1000');
  expect(leftLabel({ left: '0.50', total: null, status: null })).toBe('0.50');
  expect(leftLabel({ left: null, total: '1000', status: 'expired' })).toBe('expired');
  expect(leftLabel({ left: null, total: null, status: null })).toBe('Not told');
});
