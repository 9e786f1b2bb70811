import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { frameOf } from '../../src/domain/frame.ts';
import { firstDifference } from '../../src/engine/testing/firstDifference.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { makeMatrixProfile } from '../images/colour/matrixProfile.ts';
import { matrixOfPrimaries, primariesOfCode, SRGB_PRIMARIES } from '../images/colour/primaries.ts';
import { gammaCurve, srgbCurve } from '../images/colour/transferCurve.ts';
import { openImage } from '../images/openImage.ts';
import { iccChunk, type PngChunk, withChunks } from '../images/pngChunks.ts';
import { sharp } from '../images/sharpSetup.ts';
import { findInside } from './findInside.ts';
import { finish } from './finish.ts';

const size = { width: 320, height: 300 };
const expansion = { up: 0.1, right: 0.4, bottom: 0, left: 0.2 };
const frame = frameOf(size, expansion);

function profileOf(primaries: number, curve = srgbCurve, name = 'sRGB look-alike'): Buffer {
  const matrix = matrixOfPrimaries(primariesOfCode(primaries) ?? SRGB_PRIMARIES);
  if (matrix === null) throw new Error('No matrix.');
  return makeMatrixProfile(name, matrix, curve);
}

function ramp(depth: 8 | 16, channels: 1 | 3) {
  const most = depth === 16 ? 65_535 : 255;
  const length = size.width * size.height * channels;
  const level = (_: unknown, at: number) => {
    const pixel = Math.floor(at / channels);
    const x = pixel % size.width;
    const y = Math.floor(pixel / size.width);
    return most * (0.5 + 0.3 * Math.sin(x / 17 + (at % channels)) * Math.cos(y / 23 + x / 71));
  };
  return depth === 16 ? Uint16Array.from({ length }, level) : Uint8Array.from({ length }, level);
}

async function pngOf(depth: 8 | 16, channels: 1 | 3, chunks: readonly PngChunk[] = []): Promise<Buffer> {
  const space = channels === 1 ? (depth === 16 ? 'grey16' : 'b-w') : depth === 16 ? 'rgb16' : 'srgb';
  const png = await sharp(ramp(depth, channels), { raw: { ...size, channels } })
    .toColourspace(space)
    .png()
    .toBuffer();
  return Buffer.concat(withChunks(png, chunks));
}

function numbers(type: string, values: readonly number[]): PngChunk {
  const data = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    data.writeUInt32BE(Math.round(value * 100_000), 4 * i);
  });
  return { type, data };
}

/** Finishes a source whose true surroundings are one colour, in sRGB, a little off. */
async function finishKind(source: Buffer) {
  const folder = await temporaryFolder();
  const file = (name: string) => path.join(folder, name);
  await writeFile(file('source'), source);
  const opened = await openImage(file('source'));
  const whole = await (await opened.toSrgb())
    .removeAlpha()
    .extend({
      ...{ left: frame.placement.x, top: frame.placement.y, bottom: 0 },
      right: frame.width - size.width - frame.placement.x,
      extendWith: 'mirror',
    })
    .png()
    .toBuffer();
  await sharp(whole).linear(0.97, 3).jpeg({ quality: 95 }).toFile(file('raw'));
  const request = { sourcePath: file('source'), rawPath: file('raw'), resultPath: file('result.png') };
  return { ...(await finish({ ...request, size, expansion })), opened, result: file('result.png'), whole };
}

async function meanOf(image: ReturnType<typeof sharp>) {
  const { channels } = await image.removeAlpha().stats();
  return channels.map(({ mean }) => mean);
}

const P3 = 12;

test.each<[string, () => Promise<Buffer>, { bits: 8 | 16; channels: number; hasProfile: boolean }]>([
  ['8-bit sRGB without a profile', () => pngOf(8, 3), { bits: 8, channels: 3, hasProfile: false }],
  ['16-bit RGB', () => pngOf(16, 3), { bits: 16, channels: 3, hasProfile: false }],
  [
    'Display P3 that is called sRGB',
    () => pngOf(8, 3, [iccChunk(profileOf(P3))]),
    { bits: 8, channels: 3, hasProfile: true },
  ],
  [
    '16-bit Display P3',
    () => pngOf(16, 3, [iccChunk(profileOf(P3))]),
    { bits: 16, channels: 3, hasProfile: true },
  ],
  [
    'linear light',
    () => pngOf(16, 3, [iccChunk(profileOf(1, gammaCurve(1)))]),
    { bits: 16, channels: 3, hasProfile: true },
  ],
  [
    'linear light in 8 bits',
    () => pngOf(8, 3, [iccChunk(profileOf(1, gammaCurve(1)))]),
    { bits: 8, channels: 3, hasProfile: true },
  ],
  ['gAMA 1.0', () => pngOf(8, 3, [numbers('gAMA', [1])]), { bits: 8, channels: 3, hasProfile: true }],
  [
    'cICP of Display P3',
    () => pngOf(8, 3, [{ type: 'cICP', data: Buffer.from([P3, 13, 0, 1]) }]),
    { bits: 8, channels: 3, hasProfile: true },
  ],
  ['8-bit grey', () => pngOf(8, 1), { bits: 8, channels: 1, hasProfile: false }],
  ['16-bit grey', () => pngOf(16, 1), { bits: 16, channels: 1, hasProfile: false }],
])('a source of %s stays itself, and its surroundings look like it', async (_name, make, kind) => {
  const { proof, result, opened, whole } = await finishKind(await make());
  expect(proof.largestDifference).toBe(0);
  const written = await openImage(result);
  const kept = await written.ownPixels();
  expect(kept.channels).toBe(kind.channels);
  expect(written.colour.bits).toBe(kind.bits);
  expect(written.metadata.icc !== undefined).toBe(kind.hasProfile);
  expect(written.colour.isSrgb).toBe(opened.colour.isSrgb);
  // Independent of the proof: each value of the source, at its place.
  const own = await opened.ownPixels();
  const rowLength = size.width * own.channels;
  for (let y = 0; y < size.height; y += 1) {
    const at = ((y + frame.placement.y) * frame.width + frame.placement.x) * own.channels;
    const row = own.data.slice(y * rowLength, (y + 1) * rowLength);
    expect(firstDifference(kept.data.slice(at, at + rowLength), row), `row ${y}`).toBeNull();
  }
  // What is new looks, in sRGB, as it should.
  const right = { left: frame.placement.x + size.width, top: 0, width: 100, height: frame.height };
  const seen = await meanOf(sharp(await (await written.toSrgb()).extract(right).png().toBuffer()));
  const truth = await meanOf(sharp(whole).extract(right));
  seen.forEach((mean, channel) => {
    expect(Math.abs(mean - (truth[channel] ?? 0))).toBeLessThan(2.5);
  });
});

test('the border is judged as the eye sees it, also where levels are linear light', async () => {
  const linear = await finishKind(await pngOf(8, 3, [iccChunk(profileOf(1, gammaCurve(1)))]));
  const same = await finishKind(await (await linear.opened.toSrgb()).png().toBuffer());
  const ratio = linear.proof.border.before / same.proof.border.before;
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(1.25);
});

test('a result is proven by itself, and a changed pixel is noticed', async () => {
  const { result, opened } = await finishKind(await pngOf(8, 3));
  const [made, own] = [await (await openImage(result)).ownPixels(), await opened.ownPixels()];
  expect(findInside(made, own)).toEqual(frame.placement);
  const at = ((frame.placement.y + 150) * frame.width + frame.placement.x + 7) * 3;
  made.data[at] = (made.data[at] ?? 0) ^ 1;
  expect(findInside(made, own)).toBeNull();
});

test('a name says nothing: sRGB under another name is taken as it is', async () => {
  const { opened } = await finishKind(await pngOf(8, 3, [iccChunk(profileOf(1, srgbCurve, 'My monitor'))]));
  expect(opened.colour).toMatchObject({ isSrgb: true, name: 'My monitor' });
});

test('resolution, EXIF and XMP go along; orientation and thumbnail do not', async () => {
  const source = await sharp(ramp(8, 3), { raw: { width: size.height, height: size.width, channels: 3 } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Anna', Artist: 'Ben', Orientation: '6' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><title>Field</title></x:xmpmeta>')
    .withMetadata({ density: 300, orientation: 6 })
    .toBuffer();
  const { proof, result } = await finishKind(source);
  expect(proof.metadata).toEqual(expect.arrayContaining(['exif', 'resolution']));
  const written = await sharp(result).metadata();
  expect(Math.round(written.density ?? 0)).toBe(300);
  expect(written.orientation ?? 1).toBe(1);
  expect(written.exif?.includes('Anna')).toBe(true);
  expect(written.exif?.includes('Ben')).toBe(true);
});
