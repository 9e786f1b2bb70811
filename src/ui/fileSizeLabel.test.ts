import { expect, test } from 'vitest';
import { fileSizeLabel } from './fileSizeLabel.ts';

test.each([
  [1, '1 KB'],
  [640_400, '640 KB'],
  [2_449_000, '2.4 MB'],
])('%i bytes are %s', (fileBytes, words) => {
  expect(fileSizeLabel(fileBytes)).toBe(words);
});
