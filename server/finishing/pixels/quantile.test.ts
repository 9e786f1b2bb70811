import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median, quantile } from './normalEquations.ts';

test('a quantile is the value that lies there once all are sorted', () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 100 }), (numbers, percent) => {
      const share = percent / 100;
      const sorted = [...numbers].sort((a, b) => a - b);
      const wanted = sorted[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;
      expect(quantile(numbers, share) + 0).toBe(wanted + 0);
    }),
  );
});

test('of no values the median is 0', () => {
  expect(median([])).toBe(0);
});
