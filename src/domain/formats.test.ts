import { expect, test } from 'vitest';
import { readCustomFormat } from './customFormat.ts';
import { formatOf } from './formatOf.ts';
import { FORMATS } from './formats.ts';

test('every format has an id of its own, a positive shape and covers at most its own frame', () => {
  expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
  for (const format of FORMATS) {
    expect(formatOf(format.id)).toBe(format);
    expect(Math.min(...format.aspect)).toBeGreaterThan(0);
    for (const { x, y, width, height } of format.covered) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
});

test.each([
  ['instagram-portrait', { width: 1080, height: 1350 }],
  ['a4', { width: 2480, height: 3508 }],
  ['a3-landscape', { width: 4961, height: 3508 }],
  ['a5', { width: 1748, height: 2480 }],
  ['5x7-in', { width: 1500, height: 2100 }],
  ['4:5', null],
])('%s is %o', (id, size) => {
  expect(formatOf(id)?.size).toEqual(size);
});

test.each([
  ['5:3', '5:3', [5, 3], null],
  [' 1,91 : 1 ', '1.91:1', [1.91, 1], null],
  ['16/9', '16:9', [16, 9], null],
  ['1200x628', '1200 × 628', [1200, 628], { width: 1200, height: 628 }],
  ['1200px X 628 px', '1200 × 628', [1200, 628], { width: 1200, height: 628 }],
  ['1080 × 1350', '1080 × 1350', [1080, 1350], { width: 1080, height: 1350 }],
  ['1080\t1350', '1080 × 1350', [1080, 1350], { width: 1080, height: 1350 }],
  ['1.080 × 1 350 pixels', '1080 × 1350', [1080, 1350], { width: 1080, height: 1350 }],
  ['64x64 px', '64 × 64 px', [64, 64], { width: 64, height: 64 }],
  ['64px × 48', '64 × 48 px', [64, 48], { width: 64, height: 48 }],
  ['16x9', '16:9', [16, 9], null],
  ['8.5 × 11', '8.5:11', [8.5, 11], null],
])('«%s» typed is %s, and is found again by its id', (text, name, aspect, size) => {
  const format = readCustomFormat(text);
  expect(format).toMatchObject({ name, aspect, size, group: 'Custom' });
  expect(formatOf('id' in format ? format.id : '')).toEqual(format);
});

test.each([
  ['', /Write a shape like 5:3/],
  ['wide', /Write a shape like 5:3/],
  ['4:5 px', /Write a shape like 5:3/],
  ['-4:5', /Write a shape like 5:3/],
  ['1200', /Write a shape like 5:3/],
  ['0:5', /above 0/],
  ['21:1', /No longer than 20:1/],
  ['1200.5 x 628', /whole numbers/],
  ['40000 x 30000', /At most 30,000/],
])('«%s» typed is refused', (text, problem) => {
  expect(readCustomFormat(text)).toEqual({ problem: expect.stringMatching(problem) });
});

test('there is no format of a name that is none', () => {
  expect(formatOf('custom wide')).toBeNull();
  expect(formatOf('4:5.5')).toBeNull();
});
