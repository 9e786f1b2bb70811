import { expect, it } from 'vitest';
import { totalPrice } from './price.ts';

it.each([
  ['$0.03', 4, '$0.12'],
  ['$0.03', 1, '$0.03'],
  ['0,30 €', 9, '2,70 €'],
  ['2 credits', 3, '6 credits'],
  ['$1.50', 2, '$3.00'],
  ['free', 3, null],
  ['$0.03 for 1K', 2, null],
])('%s for %d images is %s', (price, count, total) => {
  expect(totalPrice(price, count)).toBe(total);
});
