import { expect, test } from 'vitest';
import { dropSentence } from './dropSentence.ts';

const NOTHING = { openName: null, hasTray: false };
const ONE = { openName: 'a.jpg', hasTray: false };
const SEVERAL = { openName: 'a.jpg', hasTray: true };

test.each([
  [{ files: 3, isBeside: false }, NOTHING, 'Drop images to work on them'],
  [{ files: 1, isBeside: false }, ONE, 'Drop to open in place of a.jpg; with ⇧ held, beside it'],
  [{ files: 1, isBeside: true }, ONE, 'Drop to open beside a.jpg'],
  [{ files: 2, isBeside: false }, ONE, 'Drop to open beside a.jpg'],
  [{ files: 1, isBeside: false }, SEVERAL, 'Drop to open beside the others'],
])('%j over %j: %s', (dropping, open, sentence) => expect(dropSentence(dropping, open)).toBe(sentence));
