import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { readIccProfile } from './colour/iccProfile.ts';
import { makeMatrixProfile } from './colour/matrixProfile.ts';
import { matrixOfPrimaries, type Primaries, primariesOfCode, SRGB_PRIMARIES } from './colour/primaries.ts';
import { gammaCurve, srgbCurve } from './colour/transferCurve.ts';
import { openImage } from './openImage.ts';
import { iccChunk, type PngChunk, withChunks } from './pngChunks.ts';
import { sharp } from './sharpSetup.ts';

const P3 = primariesOfCode(12) ?? SRGB_PRIMARIES;
const WIDE = primariesOfCode(9) ?? SRGB_PRIMARIES;
const PROPHOTO: Primaries = {
  red: [0.7347, 0.2653],
  green: [0.1596, 0.8404],
  blue: [0.0366, 0.0001],
  white: [0.3457, 0.3585],
};

function profile(primaries: Primaries, curve = srgbCurve): PngChunk {
  const matrix = matrixOfPrimaries(primaries);
  if (matrix === null) throw new Error('No matrix.');
  return iccChunk(makeMatrixProfile('sRGB IEC61966-2.1', matrix, curve));
}

function numbers(type: string, values: readonly number[]): PngChunk {
  const data = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    data.writeUInt32BE(Math.round(value * 100_000), 4 * i);
  });
  return { type, data };
}

const primariesChunk = ({ white, red, green, blue }: Primaries) =>
  numbers('cHRM', [...white, ...red, ...green, ...blue]);
const coded = (primaries: number, transfer: number): PngChunk => ({
  type: 'cICP',
  data: Buffer.from([primaries, transfer, 0, 1]),
});

type Space = 'srgb' | 'rgb16' | 'b-w' | 'grey16';

/** A plain PNG whose stored values are 200, 70, 60, or 114 in grey. */
async function plainPng(space: Space, chunks: readonly PngChunk[]): Promise<Buffer> {
  const isGrey = space === 'b-w' || space === 'grey16';
  const values = isGrey ? [114] : [200, 70, 60];
  const unit = space === 'rgb16' || space === 'grey16' ? 257 : 1;
  const all = Array.from({ length: 16 * 16 }, () => values.map((value) => value * unit)).flat();
  const data = unit === 1 ? Uint8Array.from(all) : Uint16Array.from(all);
  const png = await sharp(data, { raw: { width: 16, height: 16, channels: isGrey ? 1 : 3 } })
    .toColourspace(space)
    .png()
    .toBuffer();
  return Buffer.concat(withChunks(png, chunks));
}

async function inSrgb(png: Buffer, change: (image: ReturnType<typeof sharp>) => typeof image = (i) => i) {
  const file = path.join(await temporaryFolder(), 'file.png');
  await writeFile(file, png);
  const image = change(await (await openImage(file)).toSrgb());
  const { channels } = await sharp(await image.png().toBuffer(), { ignoreIcc: true }).stats();
  return channels.map(({ mean }) => mean);
}

/** What colour-managed viewers show, by the formulas of each space; Chromium does to within 3. */
const SHOWN: readonly (readonly [name: string, Space, PngChunk[], number[]])[] = [
  ['nothing said', 'srgb', [], [200, 70, 60]],
  ['16 bits', 'rgb16', [], [200, 70, 60]],
  ['Display P3 called sRGB', 'srgb', [profile(P3)], [217, 56, 51]],
  ['16-bit Display P3', 'rgb16', [profile(P3)], [217, 56, 51]],
  ['BT.2020 with the curve of sRGB', 'srgb', [profile(WIDE)], [246, 0, 52]],
  ['16-bit ProPhoto', 'rgb16', [profile(PROPHOTO, gammaCurve(1.8))], [255, 0, 72]],
  ['linear light', 'srgb', [profile(SRGB_PRIMARIES, gammaCurve(1))], [229, 143, 133]],
  ['16-bit linear light', 'rgb16', [profile(SRGB_PRIMARIES, gammaCurve(1))], [229, 143, 133]],
  ['gAMA 1.0', 'srgb', [numbers('gAMA', [1])], [229, 143, 133]],
  ['gAMA 1.0 at 16 bits', 'rgb16', [numbers('gAMA', [1])], [229, 143, 133]],
  ['gAMA of Display P3', 'srgb', [numbers('gAMA', [0.45455]), primariesChunk(P3)], [218, 53, 48]],
  ['cHRM alone', 'srgb', [primariesChunk(P3)], [200, 70, 60]],
  ['cICP of Display P3', 'srgb', [coded(12, 13)], [217, 56, 51]],
  ['cICP of linear Display P3 at 16 bits', 'rgb16', [coded(12, 8)], [243, 138, 130]],
  ['cICP of video', 'srgb', [coded(1, 1)], [197, 60, 49]],
  ['cICP of sRGB above a profile', 'srgb', [coded(1, 13), profile(P3)], [200, 70, 60]],
  ['cICP that leaves it open, and a profile', 'srgb', [coded(2, 2), profile(P3)], [217, 56, 51]],
  ['cICP of codes that nobody knows, and a profile', 'srgb', [coded(99, 99), profile(P3)], [217, 56, 51]],
  ['cICP that leaves it open', 'srgb', [coded(2, 2)], [200, 70, 60]],
  ['grey', 'b-w', [], [114]],
  ['16-bit grey', 'grey16', [], [114]],
  ['linear 16-bit grey', 'grey16', [numbers('gAMA', [1])], [178]],
];

test.each(SHOWN)('%s is shown in its true colours', async (_name, space, chunks, expected) => {
  const png = await plainPng(space, chunks);
  const differences = (seen: number[]) =>
    seen.map((value, i) => Math.abs(value - (expected[i] ?? expected[0] ?? 0)));
  expect(Math.max(...differences(await inSrgb(png)))).toBeLessThanOrEqual(3);
  // As downloads are made of it: the profile is embedded and changes nothing.
  const delivered = await inSrgb(png, (image) => image.withIccProfile('srgb'));
  expect(Math.max(...differences(delivered))).toBeLessThanOrEqual(3);
});

/** A grey profile of version 2 whose values are lightness. */
test('grey whose profile counts in lightness is shown as light', () => {
  const bytes = Buffer.alloc(128 + 4 + 12 + 12);
  bytes.write('mntrGRAYLab ', 12, 'latin1');
  bytes.write('acsp', 36, 'latin1');
  bytes.writeUInt32BE(1, 128);
  bytes.write('kTRC', 132, 'latin1');
  bytes.writeUInt32BE(144, 136);
  bytes.writeUInt32BE(12, 140);
  bytes.write('curv', 144, 'latin1');
  const [curve] = readIccProfile(bytes)?.curves ?? [];
  // CIE 1976: L* = 50 is 18.42 % of the light.
  expect(curve?.(0.5)).toBeCloseTo(0.1842, 4);
});
