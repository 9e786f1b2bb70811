import { expect, test } from 'vitest';
import { resultName } from './resultName.ts';

test('a file is named by size and number', () => {
  expect(resultName({ width: 2400, height: 900, index: 2 })).toBe('outframe-2400x900-3');
});
