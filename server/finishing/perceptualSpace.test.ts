import { expect, test } from 'vitest';
import { makeMatrixProfile } from '../images/colour/matrixProfile.ts';
import { matrixOfPrimaries, primariesOfCode, SRGB_PRIMARIES } from '../images/colour/primaries.ts';
import { curveOfCode, gammaCurve, srgbCurve, type TransferCurve } from '../images/colour/transferCurve.ts';
import { rasterOf, rowsOf } from '../images/rowImage.ts';
import { perceptualSpaceOf } from './perceptualSpace.ts';

const [BT2020, PQ, HLG] = [9, 16, 18];

function profileOf(curve: TransferCurve | null): Buffer {
  const matrix = matrixOfPrimaries(primariesOfCode(BT2020) ?? SRGB_PRIMARIES);
  if (matrix === null || curve === null) throw new Error('No space.');
  return makeMatrixProfile('Some space', matrix, curve);
}

/** One pixel there and back. */
function roundTrip(curve: TransferCurve | null, levels: readonly [number, number, number]) {
  const space = perceptualSpaceOf(profileOf(curve));
  if (space === null) throw new Error('Its own levels would do.');
  const data = Uint16Array.from(levels);
  const encoded = space.encoded({ data, width: 1, height: 1, channels: 3 });
  return {
    encoded: Array.from(encoded.data),
    back: Array.from(rasterOf(space.decoded(rowsOf(encoded), 16)).data),
  };
}

test('levels that are even to the eye are left as they are', () => {
  expect(perceptualSpaceOf(profileOf(srgbCurve))).toBeNull();
  expect(perceptualSpaceOf(profileOf(gammaCurve(2.2)))).toBeNull();
  expect(perceptualSpaceOf(null)).toBeNull();
});

test('linear light comes back as it was, up to its white', () => {
  const levels = [20, 30_000, 65_535] as const;
  expect(roundTrip(gammaCurve(1), levels).back).toEqual(levels);
});

test.each([
  ['PQ', PQ, 0.58],
  ['HLG', HLG, 0.75],
])(
  'what is brighter than white in %s is white, and comes back no brighter than that',
  (_name, code, white) => {
    const beyond = Math.round(65_535 * (white + 0.15));
    const { encoded, back } = roundTrip(curveOfCode(code), [20_000, beyond, 65_535]);
    expect(encoded.slice(1)).toEqual([65_535, 65_535]);
    expect(Math.abs((back[0] ?? 0) - 20_000)).toBeLessThan(30);
    for (const level of back.slice(1)) expect(Math.abs(level / 65_535 - white)).toBeLessThan(0.01);
  },
);
