import { expect, test } from 'vitest';
import type { FinishProof } from '../domain/finishProof.ts';
import { proofSentence } from './proofSentence.ts';

const proof: FinishProof = {
  largestDifference: 0,
  registration: { isAccepted: true, shift: { x: 3, y: -4 }, scale: { x: 1, y: 1 }, uncertainty: 0.1 },
  border: { before: 4.06, after: 0.31 },
  seamRatio: 0.9,
  redrawn: 0,
  quality: 'seamless',
  colour: {
    in: { space: 'Display P3', model: 'rgb', bits: 16 },
    out: { space: 'Display P3', model: 'rgb', bits: 16 },
  },
  metadata: ['exif', 'resolution'],
  isFilled: false,
};

test('a proof says what was kept, moved and matched', () => {
  expect(proofSentence(proof)).toBe(
    'Every pixel of the source is in it as it was. The picture was moved by 5.0 px to fit. ' +
      'Colour difference at the border: 4.1 before finishing, 0.3 after. ' +
      'Display P3, 16 bits → Display P3, 16 bits. Kept: EXIF, resolution.',
  );
});

test('a proof hides nothing that is not as it should be', () => {
  const registration = { ...proof.registration, isAccepted: false };
  const words = proofSentence({ ...proof, registration, largestDifference: 3, isFilled: true, metadata: [] });
  expect(words).toContain('differ by up to 3');
  expect(words).toContain('left where it was expected');
  expect(words).toContain('filled by the built-in engine');
  expect(words).not.toContain('Kept');
});
