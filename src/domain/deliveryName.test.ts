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
  expect(safeFileName('inv\u202egpj.exe')).toBe('invgpj.exe');
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

test.each([
  ['a right-to-left override', 'photo\u202egpj.exe', 'photogpj.exe'],
  ['marks of direction', '\u200fשלום\u200e-2\u2069', 'שלום-2'],
  ['a soft hyphen', 'Wie\u00adse', 'Wiese'],
  ['a byte order mark', '\ufeffmeadow', 'meadow'],
  ['the joiner of a Persian word', 'می\u200cخواهم', 'می\u200cخواهم'],
  ['a joiner that joins nothing', 'meadow\u200d 2\u200c', 'meadow 2'],
  ['a family', '👨\u200d👩\u200d👧 im Park', '👨\u200d👩\u200d👧 im Park'],
  ['a heart on fire', '❤️\u200d🔥', '❤️\u200d🔥'],
  [
    'the flag of England',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  ],
  ['tags behind a letter', 'a\u{e0067}\u{e007f}b', 'ab'],
  ['a device in raised digits', 'COM¹', 'outframe-COM¹'],
  ['a device before a space', 'nul .txt', 'outframe-nul .txt'],
  ['slashes of all kinds', 'a/b\\c∕d', 'a b c∕d'],
])('%s in a name', (_name, text, safe) => {
  expect(safeFileName(text)).toBe(safe);
});

test('a long name is cut between signs as they are seen', () => {
  expect(safeFileName(`${'a'.repeat(196)}🇩🇪`)).toBe('a'.repeat(196));
  expect(safeFileName(`${'a'.repeat(192)}🇩🇪`)).toBe(`${'a'.repeat(192)}🇩🇪`);
  expect(safeFileName(`${'a'.repeat(190)}👨\u200d👩\u200d👧`)).toBe('a'.repeat(190));
  expect(safeFileName(`${'a'.repeat(199)}q\u0303`)).toBe('a'.repeat(199));
});
