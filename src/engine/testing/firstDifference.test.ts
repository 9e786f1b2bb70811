import { expect, test } from 'vitest';
import { firstDifference } from './firstDifference.ts';

test.each<[number[], number[], ReturnType<typeof firstDifference>]>([
  [[1, 2, 3], [1, 2, 3], null],
  [[], [], null],
  [[1, 2, 3], [1, 5, 6], { at: 1, value: 2, wanted: 5 }],
  [[1], [1, 5], { at: 1, value: undefined, wanted: 5 }],
  [[1, 5], [1], { at: 1, value: 5, wanted: undefined }],
])('%j differs from %j first at %j', (values, wanted, difference) => {
  expect(firstDifference(values, wanted)).toEqual(difference);
});
