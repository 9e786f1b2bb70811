import type { Ledger, LedgerGroup, LedgerRow } from '../../src/domain/contract/ledger.ts';
import { IN_NO_BATCH, NOBODYS } from '../../src/domain/ledgerNames.ts';

const GROUP_NAMES: Readonly<Record<LedgerGroup, string>> = {
  day: 'Day',
  month: 'Month',
  person: 'Person',
  batch: 'Batch',
};

const COLUMNS: readonly (readonly [string, (row: LedgerRow) => string | number | null])[] = [
  ['Tasks', ({ tasks }) => tasks],
  ['Images', ({ images }) => images],
  ['Units deducted', ({ units }) => units],
  ['Balance deducted', ({ quota }) => quota],
  ['Images by the stated price', ({ statedImages }) => statedImages],
  ['Cost by the stated price', ({ statedCost }) => statedCost],
  ['Failed and charged', ({ failedCharged }) => failedCharged],
  ['Failed without a charge', ({ failedUncharged }) => failedUncharged],
  ['Still open', ({ open }) => open],
];

/** A ledger as comma-separated values (RFC 4180), which begin with the mark that spreadsheets know UTF-8 by. */
export function ledgerCsv({ by, rows }: Ledger): string {
  const head = [GROUP_NAMES[by], ...COLUMNS.map(([name]) => name)];
  const lines = rows.map((row) => [
    by === 'batch' ? (row.name ?? IN_NO_BATCH) : (row.key ?? NOBODYS),
    ...COLUMNS.map(([, value]) => value(row)),
  ]);
  return `\uFEFF${[head, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('')}`;
}

/** A text that a spreadsheet would take for a formula is marked as a text: people choose their names. */
function field(value: string | number | null): string {
  const text = String(value ?? '');
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
