import { expect, test } from 'vitest';
import { foreignFileSentence } from './foreignFile.ts';

test.each([
  ['%PDF-1.7\n', /^This is a PDF/],
  ['<svg xmlns="http://www.w3.org/2000/svg">', /^This is an SVG/],
  ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- by hand -->\n<svg>', /^This is an SVG/],
  ['8BPS\0\x01', /^This is a Photoshop file/],
  ['\0\0\0\x20ftypisom', /^This is a film/],
  ['\0\0\0\x20ftypqt  ', /^This is a film/],
])('%j is told apart', (beginning, sentence) => expect(foreignFileSentence(beginning)).toMatch(sentence));

test.each(['', 'no image', '<html><svg>', '\0\0\0\x20ftypavif', '\x89PNG'])(
  '%j is nothing of that',
  (beginning) => expect(foreignFileSentence(beginning)).toBeUndefined(),
);
