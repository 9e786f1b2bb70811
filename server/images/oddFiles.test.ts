import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { firstDifference } from '../../src/engine/testing/firstDifference.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { receiveSource } from '../sources/receiveSource.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import { openImage } from './openImage.ts';
import { withChunks } from './pngChunks.ts';
import { sharp } from './sharpSetup.ts';

const size = { width: 400, height: 300 };

async function receive(bytes: Buffer) {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const source = await receiveSource(store, { body: Readable.from([bytes]), contentLength: null });
  const pixels = await store.withFile('sources', source.id, async (file) =>
    (await openImage(file)).ownPixels(),
  );
  return { source, pixels };
}

const jpeg = (progressive: boolean) => testImage(size).jpeg({ progressive }).toBuffer();

/** A PNG that says it has so many frames. */
async function apng(frames: number): Promise<Buffer> {
  const png = await testImage(size).png().toBuffer();
  const body = Buffer.alloc(12);
  body.write('acTL', 'latin1');
  body.writeUInt32BE(frames, 4);
  const chunk = Buffer.concat([Buffer.from([0, 0, 0, 8]), body, Buffer.alloc(4)]);
  chunk.writeUInt32BE(crc32(body), 16);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

test.each([
  ['baseline', false],
  ['progressive', true],
])('a %s JPEG without its end marker is whole, and has all its pixels', async (_name, progressive) => {
  const whole = await jpeg(progressive);
  const { source, pixels } = await receive(whole.subarray(0, -2));
  expect(source).toMatchObject(size);
  const expected = await sharp(whole).raw().toBuffer();
  expect(Buffer.from(pixels.data).equals(expected)).toBe(true);
});

test.each([
  ['baseline', false],
  ['progressive', true],
])('a %s JPEG that ends in zeros in place of its marker is whole', async (_name, progressive) => {
  const whole = await jpeg(progressive);
  const { pixels } = await receive(Buffer.concat([whole.subarray(0, -2), Buffer.alloc(512)]));
  const expected = await sharp(whole).raw().toBuffer();
  expect(Buffer.from(pixels.data).equals(expected)).toBe(true);
});

test.each([
  ['baseline', false],
  ['progressive', true],
])('a %s JPEG of which more is missing is damaged', async (_name, progressive) => {
  const whole = await jpeg(progressive);
  await expect(receive(whole.subarray(0, Math.floor(whole.length * 0.6)))).rejects.toMatchObject({
    code: 'image-damaged',
  });
});

test.each([
  ['baseline', false],
  ['progressive', true],
])('a %s JPEG that breaks off in its last blocks is damaged', async (_name, progressive) => {
  const whole = await jpeg(progressive);
  for (const missing of [3, 20, 400]) {
    const cut = whole.subarray(0, -missing);
    await expect(receive(cut), `${missing} bytes`).rejects.toMatchObject({ code: 'image-damaged' });
  }
  // As a download leaves it that had its place on the disk before it broke off.
  const padded = receive(Buffer.concat([whole.subarray(0, -4000), Buffer.alloc(60_000)]));
  await expect(padded).rejects.toMatchObject({ code: 'image-damaged' });
});

test('an APNG of one frame is a still image', async () => {
  expect((await receive(await apng(1))).source).toMatchObject({ ...size, format: 'png' });
});

test('an APNG of two frames is animated', async () => {
  await expect(receive(await apng(2))).rejects.toMatchObject({ code: 'image-animated' });
});

test('a control of animation behind the pixels means nothing', async () => {
  const png = await testImage(size).png().toBuffer();
  const animated = await apng(2);
  const control = animated.subarray(33, 33 + 20);
  const late = Buffer.concat([png.subarray(0, -12), control, png.subarray(-12)]);
  expect((await receive(late)).source).toMatchObject({ ...size, format: 'png' });
});

test.each([0, 9, 255])('EXIF orientation %i is no turn', async (orientation) => {
  const bytes = await testImage(size).withMetadata({ orientation: 1 }).jpeg().toBuffer();
  const little = bytes.indexOf(Buffer.from([0x12, 0x01, 0x03, 0x00]));
  const big = bytes.indexOf(Buffer.from([0x01, 0x12, 0x00, 0x03]));
  if (little >= 0) bytes.writeUInt16LE(orientation, little + 8);
  else bytes.writeUInt16BE(orientation, big + 8);
  expect((await receive(bytes)).source).toMatchObject({ ...size, orientation: 1 });
});

test.each([0, 9, 255])(
  'a TIFF of orientation %i is upright too, and a cut one is damaged',
  async (orientation) => {
    const bytes = await testImage(size)
      .withMetadata({ orientation: 1 })
      .tiff({ compression: 'none' })
      .toBuffer();
    const entry = bytes.indexOf(Buffer.from([0x12, 0x01, 0x03, 0x00, 0x01, 0x00, 0x00, 0x00]));
    bytes.writeUInt16LE(orientation, entry + 8);
    expect((await receive(bytes)).source).toMatchObject({ ...size, orientation: 1 });
    await expect(receive(bytes.subarray(0, 200_000))).rejects.toMatchObject({ code: 'image-damaged' });
  },
);

test.each(['avis', 'hevc', 'msf1'])('a film of stills (%s) is animated, not damaged', async (brand) => {
  const bytes = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from(`ftyp${brand}\0\0\0\0`, 'latin1')]);
  await expect(receive(bytes)).rejects.toMatchObject({ code: 'image-animated' });
});

test('light beyond white is said, so that the stage shows it as the relay reads it', async () => {
  const png = await testImage(size).png().toBuffer();
  const pq = Buffer.concat(withChunks(png, [{ type: 'cICP', data: Buffer.from([9, 16, 0, 1]) }]));
  expect((await receive(pq)).source.copyReasons).toEqual(['colour', 'hdr']);
});

test.each(['webp', 'png'] as const)('a %s that EXIF turns is upright for the relay', async (format) => {
  const bytes = await testImage(size).withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
  const { source, pixels } = await receive(bytes);
  expect(source).toMatchObject({ width: 300, height: 400 });
  expect(pixels).toMatchObject({ width: 300, height: 400 });
});

test.each<[name: string, make: () => Sharp, depth: 8 | 16]>([
  ['LZW and a predictor', () => testImage(size).tiff({ compression: 'lzw' }), 8],
  ['a tiled one with deflate', () => testImage(size).tiff({ compression: 'deflate', tile: true }), 8],
  ['alpha', () => testImage(size, 4).tiff({ compression: 'lzw' }), 8],
  ['16 bits', () => testImage(size).toColourspace('rgb16').tiff({ compression: 'none' }), 16],
])('a TIFF of %s has its own values', async (_name, make, depth) => {
  const { source, pixels } = await receive(await make().toBuffer());
  expect(source).toMatchObject({ ...size, format: 'tiff' });
  const channels = make().raw({ depth: depth === 16 ? 'ushort' : 'uchar' });
  const bytes = Buffer.from(pixels.data.buffer, pixels.data.byteOffset, pixels.data.byteLength);
  expect(firstDifference(bytes, await channels.toBuffer())).toBeNull();
});

test.each([8, 16] as const)('grey of %i bits keeps its transparency', async (bits) => {
  const length = 2 * size.width * size.height;
  const most = bits === 16 ? 65_535 : 255;
  const value = (_: unknown, at: number) =>
    Math.round(at % 2 === 0 ? (most * at) / length : most * ((at % 97) / 96));
  const data = bits === 16 ? Uint16Array.from({ length }, value) : Uint8Array.from({ length }, value);
  const png = await sharp(data, { raw: { ...size, channels: 2 } })
    .toColourspace(bits === 16 ? 'grey16' : 'b-w')
    .png()
    .toBuffer();
  const { source, pixels } = await receive(png);
  expect(source.hasAlpha).toBe(true);
  expect(pixels.channels).toBe(2);
  expect(firstDifference(pixels.data, data)).toBeNull();
});

test('a TIFF that is turned is upright, and in its own colours on the stage', async () => {
  const bytes = await testImage(size)
    .withMetadata({ orientation: 6 })
    .withIccProfile('p3')
    .tiff({ compression: 'lzw' })
    .toBuffer();
  const { source } = await receive(bytes);
  expect(source).toMatchObject({ width: 300, height: 400, orientation: 6 });
  expect(source.copyReasons).toContain('colour');
});

test('CMYK is said, so that the stage shows it as the relay reads it', async () => {
  const bytes = await testImage(size).toColourspace('cmyk').jpeg().toBuffer();
  expect((await receive(bytes)).source.copyReasons).toEqual(['colour', 'cmyk']);
});

test('what follows a JPEG does not matter', async () => {
  const bytes = Buffer.concat([await jpeg(false), Buffer.from('and a motion photo')]);
  expect((await receive(bytes)).source).toMatchObject(size);
});
