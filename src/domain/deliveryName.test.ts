import { expect, test } from 'vitest';
import { DEFAULT_NAME_PATTERN, deliveryName, distinctNames, safeFileName } from './deliveryName.ts';

const meadow = { source: 'meadow.jpg', format: 'instagram-portrait', width: 1080, height: 1350, n: 2 };

test.each([
  [DEFAULT_NAME_PATTERN, {}, 'meadow_instagram-portrait_1080x1350_2'],
  [DEFAULT_NAME_PATTERN, { format: null }, 'meadow_1080x1350_2'],
  [DEFAULT_NAME_PATTERN, { source: null, format: null }, '1080x1350_2'],
  [DEFAULT_NAME_PATTERN, { format: '4:5' }, 'meadow_4x5_1080x1350_2'],
  [DEFAULT_NAME_PATTERN, { format: 'custom 1200 × 628' }, 'meadow_1200x628_1080x1350_2'],
  ['{source} {n}', { source: 'Été à Nice (final).PNG' }, 'Été à Nice (final) 2'],
  ['{source}', { source: 'v1.2 hero' }, 'v1.2 hero'],
  ['{source}', { source: 'scan.bmp' }, 'scan'],
  ['{source}', { source: 'phone.HEIF' }, 'phone'],
  ['{source}', { source: 'photo.jxl' }, 'photo'],
  ['{n}-{n}', {}, '2-2'],
  ['{client}_{n}', {}, '{client}_2'],
  ['', {}, 'outframe'],
  ['{format}', { format: null }, 'outframe'],
  ['{source}', { source: '../../etc/passwd' }, 'etc passwd'],
  ['{source}', { source: 'a<b>:"c|d?*e.png' }, 'a b c d e'],
  ['{source}', { source: 'con.jpg' }, 'outframe-con'],
  ['{source}', { source: 'LPT1' }, 'outframe-LPT1'],
  ['{source}', { source: '{n}{width}' }, '{n}{width}'],
] as const)('%s with %o is %s', (pattern, change, name) => {
  expect(deliveryName(pattern, { ...meadow, ...change })).toBe(name);
});

test('a name turns no reading direction, hides nothing and ends before file systems do', () => {
  expect(safeFileName('inv\u202egpj.exe')).toBe('inv gpj.exe');
  expect(safeFileName('line\nbreak\0')).toBe('line break');
  expect(safeFileName(' . ')).toBe('');
  const long = safeFileName('ü'.repeat(300));
  expect(long).toBe('ü'.repeat(100));
});

test('names that are the same wherever case does not count are told apart in front of their endings', () => {
  expect(distinctNames(['a.png', 'A.png', 'a.png', 'b.png', 'a (2).png', 'c'])).toEqual([
    'a.png',
    'A (2).png',
    'a (3).png',
    'b.png',
    'a (2) (2).png',
    'c',
  ]);
});
