import { expect, test } from 'vitest';
import type { FinishProof } from '../domain/finishProof.ts';
import { proofRows } from './proofRows.ts';

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

const wordsOf = (changed: Partial<FinishProof>) =>
  Object.fromEntries(proofRows({ ...proof, ...changed }).map(({ name, value }) => [name, value]));

test('a proof says what was kept, moved and matched', () => {
  expect(wordsOf({})).toEqual({
    'Source pixels': 'identical',
    Place: 'moved by 5.0 px to fit, to within 0.10 px',
    Border: 'seamless',
    'Colours at it': 'ΔE 4.1 before finishing, 0.3 after',
    'Step across it': '0.90 times that in the source beside it',
    Redrawn: 'nothing along the border',
    'Colour space': 'Display P3, 16 bits',
    Metadata: 'EXIF, resolution',
  });
});

test('a proof hides nothing that is not as it should be', () => {
  const registration = { ...proof.registration, isAccepted: false };
  const { colour, quality } = { ...proof, quality: 'visible' as const };
  const out = { ...colour.out, space: 'sRGB', bits: 8 as const };
  const changed = {
    largestDifference: 3,
    isFilled: true,
    metadata: [],
    redrawn: 0.234,
    quality,
    registration,
  };
  expect(wordsOf({ ...changed, colour: { ...colour, out } })).toMatchObject({
    'Source pixels': 'differ by up to 3',
    Place: 'left where it was expected',
    Border: 'visible',
    Redrawn: '23% of the border shows something else',
    'Left out': 'filled by the built-in engine',
    'Colour space': 'Display P3, 16 bits → sRGB, 8 bits',
    Metadata: 'none',
  });
  expect(wordsOf({ redrawn: 0.004 }).Redrawn).toMatch(/^under 1%/);
});
