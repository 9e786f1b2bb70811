import { expect, test } from 'vitest';
import { resultName } from './resultName.ts';

test('a result is called after its source, its size and its number', () => {
  const result = { width: 1600, height: 1800, index: 0 };
  expect(resultName({ sourceName: 'meadow.jpg', formatId: null }, result)).toBe('meadow_1600x1800_1');
  expect(resultName({ sourceName: null, formatId: null }, result)).toBe('outframe_1600x1800_1');
});
