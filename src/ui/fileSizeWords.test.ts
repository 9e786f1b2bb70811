import { expect, test } from 'vitest';
import { fileSizeWords } from './fileSizeWords.ts';

test.each([
  [1, '1 KB'],
  [640_400, '640 KB'],
  [2_449_000, '2.4 MB'],
])('%i bytes are %s', (fileBytes, words) => {
  expect(fileSizeWords(fileBytes)).toBe(words);
});
