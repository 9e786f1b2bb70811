import { expect, test } from 'vitest';
import { readCustomFormat } from '../../domain/customFormat.ts';
import { formatOf } from '../../domain/formatOf.ts';
import { FORMATS } from '../../domain/formats.ts';
import { CUSTOM, ENTRY_GROUPS, entryFor, FREE, matches } from './formatEntries.ts';

const entries = ENTRY_GROUPS.flatMap(({ items }) => items);

test('every format has one line', () => {
  expect(entries.filter(({ format }) => format !== null).map(({ format }) => format)).toEqual(FORMATS);
  expect(entryFor(formatOf('a4')).label).toBe('A4');
});

test('a typed format stands in the line for typing one, none in the one for none', () => {
  const typed = readCustomFormat('5:3');
  expect('id' in typed && entryFor(typed)).toBe(CUSTOM);
  expect(entryFor(null)).toBe(FREE);
});

test.each([
  ['insta', ['Instagram square', 'Instagram portrait']],
  ['INSTAGRAM story', ['Instagram story']],
  ['1080x1350', ['Instagram portrait', 'LinkedIn portrait']],
  ['1080 × 1350', ['Instagram portrait', 'LinkedIn portrait']],
  ['4 x 6', ['4 × 6 in']],
  [' 16 : 9 ', ['16:9']],
  ['print', ['A4', '5 × 7 in']],
])('«%s» finds %o', (typed, labels) => {
  const found = entries.filter((entry) => matches(entry, typed)).map(({ label }) => label);
  expect(found).toEqual(expect.arrayContaining(labels));
  expect(found.length).toBeLessThan(entries.length / 2);
});
