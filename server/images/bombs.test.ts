import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { receiveSource } from '../sources/receiveSource.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import { sharp } from './sharpSetup.ts';

/** What reading a bomb may add to the memory of this process at its highest. */
const MAX_MEMORY_KB = 100 * 1024;
const small = { width: 400, height: 400 };

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

interface PngOptions {
  readonly width: number;
  readonly height: number;
  /** Chunks between the header and the pixels. */
  readonly before?: readonly Buffer[];
  readonly after?: readonly Buffer[];
}

/** A black PNG of one bit a pixel, with pixels for 400 × 400. */
function png({ width, height, before = [], after = [] }: PngOptions): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', deflateSync(Buffer.alloc(400 * 51))),
    ...after,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Fifty megabytes of nothing in fifty kilobytes. */
const packed = deflateSync(Buffer.alloc(50_000_000), { level: 9 });
const packedText = chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), packed]));
const packedInternationalText = chunk('iTXt', Buffer.concat([Buffer.from('Comment\0\x01\0\0\0'), packed]));

/** A JPEG that says it is of another size than it is. */
async function jpegOfSize(width: number, height: number): Promise<Buffer> {
  const jpeg = await testImage(small).jpeg().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

/** A progressive JPEG whose last scan stands there again and again. */
async function jpegOfScans(scans: number): Promise<Buffer> {
  const jpeg = await testImage(small).jpeg({ progressive: true }).toBuffer();
  const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
  const end = jpeg.lastIndexOf(Buffer.from([0xff, 0xd9]));
  const scan = jpeg.subarray(last, end);
  return Buffer.concat([
    jpeg.subarray(0, end),
    ...Array.from({ length: scans }, () => scan),
    jpeg.subarray(end),
  ]);
}

/** The same for AVIF: the size stands in the box `ispe`. */
async function avifOfSize(width: number, height: number): Promise<Buffer> {
  const avif = await testImage(small).avif({ effort: 0 }).toBuffer();
  const box = avif.indexOf('ispe');
  avif.writeUInt32BE(width, box + 8);
  avif.writeUInt32BE(height, box + 12);
  return avif;
}

/** A GIF of so many frames, each of one pixel; or of one frame of some size. */
async function gifOf(frames: number, side: number): Promise<Buffer> {
  const gif = await sharp({ create: { ...small, channels: 3, background: '#123' } })
    .gif()
    .toBuffer();
  const head = gif.subarray(0, gif.indexOf(0x2c, 13));
  const [low, high] = [side & 0xff, side >> 8];
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, low, high, low, high, 0, 2, 2, 0x44, 1, 0]);
  return Buffer.concat([head, Buffer.alloc(frame.byteLength * frames, frame), Buffer.from([0x3b])]);
}

/** A WebP of one colour, whole at any size: its pixels take no bits at all, so 268 megapixels fit into 38 bytes. */
async function webpOfSize(width: number, height: number): Promise<Buffer> {
  const webp = await sharp({ create: { ...small, channels: 3, background: '#123' } })
    .webp({ lossless: true, effort: 0 })
    .toBuffer();
  const at = webp.indexOf('VP8L') + 9;
  // Two times 14 bits, each one less than the side.
  const rest = webp.readUInt32LE(at) >>> 28;
  webp.writeUInt32LE(rest * 2 ** 28 + (height - 1) * 2 ** 14 + (width - 1), at);
  return webp;
}

const tiffOfSize = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#123' } })
    .tiff({ compression: 'deflate' })
    .toBuffer();

test.each<[string, () => Promise<Buffer> | Buffer, ProblemCode]>([
  ['PNG of 900 megapixels', () => png({ width: 30_000, height: 30_000 }), 'source-too-large'],
  ['PNG of 2^31 px a side', () => png({ width: 0x7fffffff, height: 0x7fffffff }), 'image-damaged'],
  [
    'PNG with 5 GB of packed text',
    () => png({ ...small, before: Array.from({ length: 100 }, () => packedText) }),
    'image-too-heavy',
  ],
  [
    'PNG with 5 GB of packed text behind its pixels',
    () => png({ ...small, after: Array.from({ length: 100 }, () => packedInternationalText) }),
    'image-too-heavy',
  ],
  [
    'PNG in a million pieces',
    () => png({ ...small, before: [Buffer.alloc(12_000_000, chunk('teXt', Buffer.alloc(0)))] }),
    'image-too-heavy',
  ],
  ['JPEG of 4,290 megapixels', () => jpegOfSize(65_500, 65_500), 'source-too-large'],
  ['progressive JPEG of 2,000 scans', () => jpegOfScans(2000), 'image-too-heavy'],
  ['GIF of 4,295 megapixels', () => gifOf(1, 0xffff), 'source-too-large'],
  ['GIF of a million frames', () => gifOf(1_000_000, 1), 'image-animated'],
  ['WebP of 268 megapixels', () => webpOfSize(16_383, 16_383), 'source-too-large'],
  ['AVIF of 3,600 megapixels', () => avifOfSize(60_000, 60_000), 'source-too-large'],
  ['AVIF smaller than its picture', () => avifOfSize(301, 301), 'image-damaged'],
  ['TIFF of 81 megapixels', () => tiffOfSize(9000, 9000), 'source-too-large'],
])('a %s is refused before it costs memory', async (_name, make, code) => {
  const dataDir = await temporaryFolder();
  const store = await openDiskStore({ dataDir });
  const bytes = await make();
  const before = process.resourceUsage().maxRSS;
  const body = Readable.from([bytes]);
  await expect(receiveSource(store, { body, contentLength: bytes.byteLength })).rejects.toMatchObject({
    code,
  });
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(MAX_MEMORY_KB);
  expect(await readdir(path.join(dataDir, 'temporary'))).toEqual([]);
  expect(await readdir(dataDir)).toEqual(['temporary']);
});

test('the WebP is whole: of a size that is taken, it is', async () => {
  const bytes = await webpOfSize(2000, 3000);
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const source = await receiveSource(store, { body: Readable.from([bytes]), contentLength: null });
  expect(source).toMatchObject({ width: 2000, height: 3000, format: 'webp' });
});

test('a PNG with as much text as real ones have is taken', async () => {
  const text = chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.from('Meadow'))]));
  const plain = chunk(
    'iTXt',
    Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), Buffer.alloc(300_000, 'x')]),
  );
  const bytes = png({ ...small, before: [text, plain] });
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const source = await receiveSource(store, { body: Readable.from([bytes]), contentLength: null });
  expect(source).toMatchObject({ ...small, format: 'png' });
});
