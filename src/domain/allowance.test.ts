import { expect, it } from 'vitest';
import { isAtLimit, leftPx, usedPercent } from './allowance.ts';
import { NO_EXPANSION } from './expansion.ts';

const size = { width: 10_000, height: 1000 };

it.each([
  [20_000, 0, true, 100],
  [19_999, 1, false, 99],
  // An area factor of 2.9953, which reads 3.00.
  [19_953, 47, false, 99],
  [10_000, 10_000, false, 50],
  [0, 20_000, false, 0],
])('with %d px of 20,000 on the right, %d are left', (px, left, atLimit, percent) => {
  const expansion = { ...NO_EXPANSION, right: px / size.width };
  expect(leftPx('right', expansion, size)).toBe(left);
  expect(isAtLimit(expansion, size)).toBe(atLimit);
  expect(usedPercent(expansion, size)).toBe(percent);
});
