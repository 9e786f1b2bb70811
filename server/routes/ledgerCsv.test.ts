import { expect, test } from 'vitest';
import type { LedgerRow } from '../../src/domain/contract/ledger.ts';
import { ledgerCsv } from './ledgerCsv.ts';

const row: LedgerRow = {
  ...{ key: '2026-01-31', name: null, tasks: 3, images: 7, units: '8.30', quota: null, statedImages: 2 },
  ...{ statedCost: '0,06 €', failedCharged: 1, failedUncharged: 0, open: 0 },
};

test('a ledger is a file for spreadsheets, in which no name is a formula', () => {
  const csv = ledgerCsv({
    by: 'person',
    rows: [
      { ...row, key: '=HYPERLINK("x")' },
      { ...row, key: null, units: '-2' },
    ],
    total: row,
  });
  expect(csv.split('\r\n')).toEqual([
    '\uFEFFPerson,Tasks,Images,Units deducted,Balance deducted,Images by the stated price,Cost by the stated price,Failed and charged,Failed without a charge,Still open',
    `"'=HYPERLINK(""x"")",3,7,8.30,,2,"0,06 €",1,0,0`,
    'Not signed in,3,7,-2,,2,"0,06 €",1,0,0',
    '',
  ]);
});

test('rows about no batch say so, as on the screen', () => {
  const csv = ledgerCsv({ by: 'batch', rows: [row, { ...row, key: 'id', name: 'Spring' }], total: row });
  const [, ...lines] = csv.split('\r\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['In no batch', 'Spring', '']);
});
