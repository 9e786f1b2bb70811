import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readIccProfile } from './iccProfile.ts';
import { makeMatrixProfile } from './matrixProfile.ts';
import { matrixOfPrimaries, SRGB_PRIMARIES } from './primaries.ts';
import { profileName } from './profileName.ts';

async function builtIn(name: 'srgb' | 'p3'): Promise<Buffer> {
  const image = sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } });
  const png = await image.withIccProfile(name).png().toBuffer();
  return (await sharp(png).metadata()).icc ?? Buffer.alloc(0);
}

function made(name: string, green: readonly [number, number], gamma: number): Buffer {
  const matrix = matrixOfPrimaries({ ...SRGB_PRIMARIES, green });
  if (matrix === null) throw new Error('These span no space.');
  return makeMatrixProfile(name, matrix, (value) => value ** gamma);
}

test.each<[string, string, () => Buffer | Promise<Buffer>]>([
  ['a name stays', 'Studio monitor 2', () => made('Studio monitor 2', [0.21, 0.71], 2.2)],
  ['sRGB is one', 'sRGB', () => builtIn('srgb')],
  ['a code that is Display P3', 'Display P3', () => builtIn('p3')],
  ['a code that is Adobe RGB', 'Adobe RGB (1998)', () => made('A98C', [0.21, 0.71], 2.2)],
  ['another curve is another space', 'A98C', () => made('A98C', [0.21, 0.71], 1.8)],
  ['a code that nobody knows', 'XY1', () => made('XY1', [0.2, 0.8], 2.2)],
  ['none at all, on a curve of its own', '', () => made('', SRGB_PRIMARIES.green, 2.2)],
])('%s: %s', async (_why, name, bytes) => {
  const profile = readIccProfile(await bytes());
  expect(profile && profileName(profile)).toBe(name);
});
