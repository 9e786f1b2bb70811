import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { evaluateEntry } from './entry.ts';

// A field in px beside a length of 1600, showing 300.
const px = { present: 300, worth: { px: 1, '%': 16, x: 1600 } };

describe('evaluateEntry', () => {
  it.each([
    ['320', 320],
    ['  320 ', 320],
    ['+120', 420],
    ['-120', 180],
    ['*2', 600],
    ['/ 4', 75],
    ['+50%', 1100],
    ['*2+10', 610],
    ['1920-1440', 480],
    ['1920 − 1440', 480],
    ['(1920-1440)/2', 240],
    ['((2+3)*(4-1))', 15],
    ['2+3*4', 14],
    ['10-4-3', 3],
    ['100/10/2', 5],
    ['50%', 800],
    ['12.5 %', 200],
    ['0.5x', 800],
    ['0.5×', 800],
    ['0.5x + 20', 820],
    ['2x3', 6],
    ['2 × 3', 6],
    ['(1+1)x', 3200],
    ['100 px', 100],
    ['100 PX', 100],
    ['\u200f100\u200e', 100],
    ['320px-20', 300],
    ['320 pixels', 320],
    ['1 Pixel', 1],
    ['320.', 320],
    ['1,', 1],
    ['(320.)', 320],
    ['8 ÷ 2', 4],
    ['0,5x', 800],
    ['.25x', 400],
    ['1,920', 1920],
    ['1 920', 1920],
    ['12,345,678', 12345678],
    ['1.200', 1200],
    ['1.000', 1000],
    ['1.234.567', 1234567],
    ['1.920-1.440', 480],
    ['1.200,5', 1200.5],
    ['*1.125', 337.5],
    ['1.125*1600', 1800],
    ['1.125x', 1800],
    ['1.125 %', 18],
    ['１２０', 120],
    ['１２０ｐｘ', 120],
    ['١٢٠', 120],
    ['١٬٢٠٠', 1200],
    ['1,5', 1.5],
    ['1,9200', 1.92],
    ['(-20+30)', 10],
    ['4*-2', -8],
  ])('%s is %d', (text, value) => {
    expect(evaluateEntry(text, px)).toEqual({ value });
  });

  it('takes a minus for the sign where the figure is below 0 already', () => {
    expect(evaluateEntry('-120', { ...px, present: -50 })).toEqual({ value: -120 });
    expect(evaluateEntry('+20', { ...px, present: -50 })).toEqual({ value: -30 });
  });

  it.each(['', ' ', '1920-', '+', '(', '(1920-1440', '2*(', '50 p', '50 pix', '3+-'])(
    '%j is unfinished',
    (text) => {
      expect(evaluateEntry(text, px)).toEqual({ problem: 'unfinished' });
    },
  );

  it.each([
    'abc',
    '12a',
    '1)',
    '()',
    '2**3',
    '5 5',
    '1/0',
    '%',
    '50%%',
    '=4',
    '1e5',
    'alert(1)',
    '1;2',
    '∞',
    '120\t240',
    '120 pixelated',
    '120 240',
    '0x10',
    '1.2.3',
    '10²',
  ])('%s is wrong', (text) => {
    expect(evaluateEntry(text, px)).toEqual({ problem: 'wrong' });
  });
});

test.each([
  ['1.200', 1.2],
  ['1,200', 1.2],
  ['1٬200', 1200],
  ['1.', 1],
  ['1.200 px', 0.75],
  ['1.200 pixels', 0.75],
  ['1.200 PX', 0.75],
])('in a field of ratios, %s is %d', (text, value) => {
  const ratio = { present: 0.1, worth: { px: 1 / 1600, '%': 0.01, x: 1 } };
  expect(evaluateEntry(text, ratio)).toEqual({ value });
});

test('sums come to what arithmetic says, whatever the spaces', () => {
  const figure = fc.integer({ min: 0, max: 9999 });
  const space = fc.constantFrom('', ' ', '  ');
  fc.assert(
    fc.property(figure, figure, figure, space, (a, b, c, gap) => {
      const text = [a, '+', b, '*', `(${c}`, '-', `${a})`].join(gap);
      expect(evaluateEntry(text, px)).toEqual({ value: a + b * (c - a) });
    }),
  );
});

test('no text makes it throw', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d.,+\-*/()px% ×]{0,12}$/));
  fc.assert(
    fc.property(text, (typed) => {
      const entry = evaluateEntry(typed, px);
      expect('problem' in entry || Number.isFinite(entry.value)).toBe(true);
    }),
  );
});
