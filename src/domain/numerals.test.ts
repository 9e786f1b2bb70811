import { expect, it } from 'vitest';
import { plainNumerals } from './numerals.ts';

it.each([
  ['１２０ｐｘ', '120px'],
  ['١٢٠', '120'],
  ['۱۲۳', '123'],
  ['१२०', '120'],
  ['๐๑๙', '019'],
  ['١٬٢٠٠٫٥', '1,200.5'],
  ['１，２００', '1,200'],
  ['５０％', '50%'],
  ['١٠٪', '10%'],
  ['+120 × 2', '+120 × 2'],
])('«%s» is %s', (text, plain) => {
  expect(plainNumerals(text)).toBe(plain);
});
