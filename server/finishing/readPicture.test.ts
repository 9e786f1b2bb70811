import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { makeMatrixProfile } from '../images/colour/matrixProfile.ts';
import { matrixOfPrimaries, primariesOfCode, SRGB_PRIMARIES } from '../images/colour/primaries.ts';
import { gammaCurve, srgbCurve } from '../images/colour/transferCurve.ts';
import { iccChunk, type PngChunk, withChunks } from '../images/pngChunks.ts';
import { unitsPerLevel } from '../images/raster.ts';
import { sharp } from '../images/sharpSetup.ts';
import { readPicture } from './readPicture.ts';

const size = { width: 24, height: 16 };

function profileOf(primaries: number, curve = srgbCurve): Buffer {
  const matrix = matrixOfPrimaries(primariesOfCode(primaries) ?? SRGB_PRIMARIES);
  if (matrix === null) throw new Error('No matrix.');
  return makeMatrixProfile('Some space', matrix, curve);
}

const SRGB = profileOf(1);
const P3 = profileOf(12);
const WIDE = profileOf(9);
const LINEAR = profileOf(1, gammaCurve(1));
const CODED_P3: PngChunk = { type: 'cICP', data: Buffer.from([12, 13, 0, 1]) };

/** One colour, by its stored levels. */
async function plainPng(
  levels: readonly number[],
  bits: 8 | 16,
  chunks: readonly PngChunk[],
): Promise<Buffer> {
  const unit = bits === 16 ? 257 : 1;
  const all = Array.from({ length: size.width * size.height }, () =>
    levels.map((level) => level * unit),
  ).flat();
  const data = bits === 16 ? Uint16Array.from(all) : Uint8Array.from(all);
  const png = await sharp(data, { raw: { ...size, channels: 3 } })
    .toColourspace(bits === 16 ? 'rgb16' : 'srgb')
    .png()
    .toBuffer();
  return Buffer.concat(withChunks(png, chunks));
}

const RED = [200, 70, 60] as const;
/** The same light in other spaces, by their formulas. */
const P3_RED_IN_SRGB = [217, 56, 51] as const;
const SRGB_RED_IN_P3 = [185.5, 79, 66.6] as const;
const SRGB_RED_IN_LINEAR = [147.4, 15.6, 11.5] as const;

test.each<[string, 8 | 16, PngChunk[], Buffer | null, readonly number[]]>([
  ['nothing said', 8, [], null, RED],
  ['nothing said', 16, [], null, RED],
  ['nothing said, for Display P3', 8, [], P3, SRGB_RED_IN_P3],
  ['nothing said, for Display P3', 16, [], P3, SRGB_RED_IN_P3],
  ['nothing said, for linear light', 8, [], LINEAR, SRGB_RED_IN_LINEAR],
  ['nothing said, for linear light', 16, [], LINEAR, SRGB_RED_IN_LINEAR],
  ['sRGB by a profile', 8, [iccChunk(SRGB)], null, RED],
  ['sRGB by a profile', 16, [iccChunk(SRGB)], null, RED],
  ['sRGB by a profile, for Display P3', 16, [iccChunk(SRGB)], P3, SRGB_RED_IN_P3],
  ['Display P3', 8, [iccChunk(P3)], null, P3_RED_IN_SRGB],
  ['Display P3', 16, [iccChunk(P3)], null, P3_RED_IN_SRGB],
  ['Display P3, for Display P3', 8, [iccChunk(P3)], P3, RED],
  ['Display P3, for Display P3', 16, [iccChunk(P3)], P3, RED],
  ['BT.2020, for BT.2020', 8, [iccChunk(WIDE)], WIDE, RED],
  ['BT.2020, for BT.2020', 16, [iccChunk(WIDE)], WIDE, RED],
  ['Display P3 by cICP', 8, [CODED_P3], null, P3_RED_IN_SRGB],
  ['Display P3 by cICP', 16, [CODED_P3], null, P3_RED_IN_SRGB],
  ['Display P3 by cICP, for Display P3', 16, [CODED_P3], P3, RED],
])(
  'a picture of %s at %i bits is read in its true colours',
  async (_name, bits, chunks, profile, expected) => {
    const file = path.join(await temporaryFolder(), 'raw.png');
    await writeFile(file, await plainPng(RED, bits, chunks));
    const request = { file, profile, temporaryPath: `${file}-temporary`, keepsAlpha: false, most: size };
    const { raster } = await readPicture(request);
    const seen = [120, 121, 122].map((at) => (raster.data[at] ?? -1) / unitsPerLevel(raster));
    seen.forEach((level, channel) => {
      expect(Math.abs(level - (expected[channel] ?? -1)), seen.join()).toBeLessThan(1.6);
    });
  },
);
