import { describe, expect, test } from 'vitest';
import { findsText, searchWords, soughtWords } from './searchWords.ts';

test('words are told apart by whatever is no letter or digit, and kept once', () => {
  expect(searchWords('Evening light, EVENING — IMG_2034-final.jpg')).toEqual([
    'evening',
    'light',
    'img',
    '2034',
    'final',
    'jpg',
  ]);
});

test.each([
  ['eve', 'evening light', true],
  ['light eve', 'evening light', true],
  ['vening', 'evening light', false],
  ['', 'anything', true],
  ['  —  ', 'anything', true],
  ['2034', 'IMG_2034.jpg', true],
  ['Été', 'un été à la mer', true],
  ['ﬁeld', 'a field', true],
  ['天空', '广阔的天空和云', true],
  ['云天', '广阔的天空和云', false],
  ["o'clock' | !x", "five o'clock x", true],
])('«%s» in «%s»: %s', (search, text, found) => {
  expect(findsText(search, text)).toBe(found);
});

describe('nothing that a search language would read as a sign is left in a word', () => {
  test.each([["a'b & c:* | !d <-> (e)"], ['\\x00"quoted"'], ['50%_off']])('%s', (text) => {
    for (const word of [...searchWords(text), ...soughtWords(text)])
      expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
  });
});
