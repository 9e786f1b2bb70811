import { expect, test } from 'vitest';
import { readCustomFormat } from '../../../domain/customFormat.ts';
import { formatOf } from '../../../domain/formatOf.ts';
import { FORMATS } from '../../../domain/formats.ts';
import { CUSTOM, costLabel, entryFor, entryGroups, FREE, matches } from './formatEntries.ts';

const entries = entryGroups([]).flatMap(({ items }) => items);

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

test('formats chosen lately stand on top, and one that is gone is left out', () => {
  const [any, recent, first] = entryGroups(['a4', 'gone', '16:9']);
  expect(any?.value).toBe('Any');
  expect(recent).toMatchObject({ value: 'Recent', items: [{ label: 'A4' }, { label: '16:9' }] });
  expect(first?.value).toBe('Shape');
});

test.each([
  ['3:2', true, 'fits', true],
  ['16:9', true, '1.19×', true],
  ['1:1', true, '1.50×', true],
  ['9:21', true, 'in 2 steps', true],
  ['9:21', false, '3.50×', true],
  ['8:1', true, 'out of reach', false],
] as const)('%s, steps needed: %s, costs a 3:2 source «%s»', (id, takesSteps, text, isReached) => {
  const typed = formatOf(id) ?? readCustomFormat(id);
  if ('problem' in typed) throw new Error(typed.problem);
  expect(costLabel({ width: 1500, height: 1000 }, typed, takesSteps)).toEqual({ text, isReached });
});

test.each([
  [{ goesBeyond: true }, { text: 'out of reach', isReached: false }],
  [
    { goesBeyond: true, allowsCropping: true },
    { text: 'cuts 14%', isReached: true },
  ],
])('what no plan reaches is reached by cutting where that is allowed: %o', (may, label) => {
  const format = formatOf('9:21');
  expect(format && costLabel({ width: 9400, height: 6266, ...may }, format, true)).toEqual(label);
});
