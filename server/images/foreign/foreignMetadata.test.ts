import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { testImage } from '../../../testing/testImages.ts';
import { plainBmp } from '../../testing/plainBmp.ts';
import { makeMatrixProfile } from '../colour/matrixProfile.ts';
import { matrixOfPrimaries, primariesOfCode, SRGB_PRIMARIES } from '../colour/primaries.ts';
import { srgbCurve } from '../colour/transferCurve.ts';
import { metadataChunks } from '../keptMetadata.ts';
import { openImage } from '../openImage.ts';
import { withChunks } from '../pngChunks.ts';
import { sharp } from '../sharpSetup.ts';
import { jxlMetadata } from './jxlMetadata.ts';

const size = { width: 320, height: 300 };
const XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><title>Field</title></x:xmpmeta>';

async function opened(bytes: Buffer) {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, bytes);
  return await openImage(file);
}

/** The EXIF that a camera writes, as sharp does, without its JPEG around it. */
async function exif(): Promise<Buffer> {
  const jpeg = await testImage(size)
    .withMetadata({ density: 300 })
    .withExifMerge({ IFD0: { Copyright: 'Anna' } })
    .jpeg()
    .toBuffer();
  const bytes = (await sharp(jpeg).metadata()).exif;
  if (bytes === undefined) throw new Error('sharp wrote no EXIF.');
  return bytes.subarray(6);
}

function box(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data]);
}

test.each([
  ['as they are', false],
  ['packed', true],
])('a JPEG XL keeps EXIF, XMP and resolution from its boxes, %s', async (_name, isPacked) => {
  const jxl = await readFile(fileURLToPath(new URL('../../../testing/foreign/turned.jxl', import.meta.url)));
  const boxed = (type: string, data: Buffer) =>
    isPacked
      ? box('brob', Buffer.concat([Buffer.from(type, 'latin1'), brotliCompressSync(data)]))
      : box(type, data);
  // Behind what says that it is a JPEG XL, and in front of what is in the sample itself.
  const withBoxes = Buffer.concat([
    jxl.subarray(0, 32),
    boxed('Exif', Buffer.concat([Buffer.alloc(4), await exif()])),
    boxed('xml ', Buffer.from(XMP)),
    jxl.subarray(32),
  ]);
  const { metadata, colour } = await opened(withBoxes);
  expect(metadata.exif?.includes('Anna')).toBe(true);
  expect(metadata.xmp?.includes('Field')).toBe(true);
  expect(Math.round(metadata.density ?? 0)).toBe(300);
  expect(colour.isSrgb).toBe(true);
});

test('of a JPEG XL the first box of each kind counts, and no other is unpacked', () => {
  const packed = (type: string, text: string) =>
    box('brob', Buffer.concat([Buffer.from(type, 'latin1'), brotliCompressSync(Buffer.from(text))]));
  const start = Buffer.from('\0\0\0\fJXL \r\n\x87\n', 'latin1');
  const { xmp, exif } = jxlMetadata(
    Buffer.concat([
      start,
      box('brob', Buffer.from('Exif, damaged')),
      packed('xml ', 'one'),
      packed('xml ', 'two'),
      packed('Exif', '\0\0\0\0late'),
    ]),
  );
  expect(xmp?.toString()).toBe('one');
  expect(exif).toBeUndefined();
});

const wideMatrix = matrixOfPrimaries(primariesOfCode(12) ?? SRGB_PRIMARIES) ?? [];
const wideProfile = makeMatrixProfile('Display P3', wideMatrix, srgbCurve);

/** 217, 56, 51 in sRGB when it is Display P3. */
const redRow = (row: Buffer, x: number) => row.set([60, 70, 200], 3 * x);

test('a BMP that holds a profile is in its colours, and keeps its resolution', async () => {
  const plain = plainBmp(size, { bits: 24, headBytes: 124, put: redRow });
  plain.write('DEBM', 14 + 56, 'latin1');
  plain.writeUInt32LE(plain.length - 14, 14 + 112);
  plain.writeUInt32LE(wideProfile.length, 14 + 116);
  plain.writeInt32LE(11_811, 38);
  const { colour, metadata, toSrgb } = await opened(Buffer.concat([plain, wideProfile]));
  expect(colour).toMatchObject({ name: 'Display P3', isSrgb: false });
  expect(Math.round(metadata.density ?? 0)).toBe(300);
  const { channels } = await sharp(await (await toSrgb()).png().toBuffer()).stats();
  channels.forEach(({ mean }, i) => {
    expect(Math.abs(mean - ([217, 56, 51][i] ?? 0))).toBeLessThan(2);
  });
});

test('a BMP that states linear light is in it, and one that states nothing is sRGB', async () => {
  const linear = plainBmp(size, { bits: 24, headBytes: 108, put: redRow });
  // XYZ of BT.709 with D65.
  [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505].forEach((value, i) => {
    linear.writeInt32LE(Math.round(value * 2 ** 30), 14 + 60 + 4 * i);
  });
  for (const at of [96, 100, 104]) linear.writeUInt32LE(65_536, 14 + at);
  const { toSrgb, colour } = await opened(linear);
  expect(colour.isSrgb).toBe(false);
  const { channels } = await sharp(await (await toSrgb()).png().toBuffer()).stats();
  channels.forEach(({ mean }, i) => {
    expect(Math.abs(mean - ([229, 143, 133][i] ?? 0))).toBeLessThan(3);
  });
  const silent = await opened(plainBmp(size, { bits: 24, headBytes: 108, put: redRow }));
  expect(silent.colour.isSrgb).toBe(true);
});

test.each([
  ['cut', (bytes: Buffer) => bytes.subarray(0, -100)],
  ['replaced by text', (bytes: Buffer) => bytes.fill(65, bytes.length - wideProfile.length)],
])('a BMP whose profile is %s is sRGB', async (_name, spoil) => {
  const plain = plainBmp(size, { bits: 24, headBytes: 124, put: redRow });
  plain.write('DEBM', 14 + 56, 'latin1');
  plain.writeUInt32LE(plain.length - 14, 14 + 112);
  plain.writeUInt32LE(wideProfile.length, 14 + 116);
  const { colour } = await opened(spoil(Buffer.concat([plain, wideProfile])));
  expect(colour.isSrgb).toBe(true);
});

/** A TIFF of one strip, by hand: libvips writes none of these tags. */
function plainTiff(isLittle: boolean): Buffer {
  const pixels = Buffer.alloc(size.width * size.height, 120);
  const parts: Buffer[] = [];
  let end = 8 + pixels.length;
  const put = (data: Buffer) => {
    parts.push(data);
    end += data.length;
    return end - data.length;
  };
  const number = (value: number, bytes: 2 | 4) => {
    const data = Buffer.alloc(bytes);
    if (isLittle) data.writeUIntLE(value, 0, bytes);
    else data.writeUIntBE(value, 0, bytes);
    return data;
  };
  type Row = readonly [tag: number, type: number, count: number, value: number];
  const short = (value: number) => (isLittle ? value : value << 16);
  const directory = (rows: readonly Row[]) =>
    Buffer.concat([
      number(rows.length, 2),
      ...rows.map(([tag, type, count, value]) =>
        Buffer.concat([
          number(tag, 2),
          number(type, 2),
          number(count, 4),
          number((type === 3 ? short(value) : value) >>> 0, 4),
        ]),
      ),
      number(0, 4),
    ]);
  const text = (value: string) => put(Buffer.from(`${value}\0`, 'latin1'));
  const lens = text('Planar 50');
  const sub = put(
    directory([
      [0xa434, 2, 10, lens],
      [0x8827, 3, 1, 400],
      [0x927c, 7, 100_000, 8],
    ]),
  );
  const [artist, copyright] = [text('Ben Smith'), text('Anna Field')];
  const first = put(
    directory([
      [256, 3, 1, size.width],
      [257, 3, 1, size.height],
      [258, 3, 1, 8],
      [259, 3, 1, 1],
      [262, 3, 1, 1],
      [273, 4, 1, 8],
      [277, 3, 1, 1],
      [278, 3, 1, size.height],
      [279, 4, 1, pixels.length],
      [0x013b, 2, 10, artist],
      [0x8298, 2, 11, copyright],
      [0x8769, 4, 1, sub],
    ]),
  );
  const head = Buffer.concat([Buffer.from(isLittle ? 'II*\0' : 'MM\0*', 'latin1'), number(first, 4)]);
  return Buffer.concat([head, pixels, ...parts]);
}

test.each([
  ['little', true],
  ['big', false],
])('a TIFF of %s-endian tags keeps artist, copyright and what the camera told', async (_name, isLittle) => {
  const { metadata } = await opened(plainTiff(isLittle));
  const { chunks, kept } = metadataChunks(metadata, size);
  expect(kept).toContain('exif');
  const png = Buffer.concat(withChunks(await testImage(size).png().toBuffer(), chunks));
  // Read and written anew by libexif, which drops what it does not understand.
  const jpeg = await sharp(await sharp(png).keepExif().jpeg().toBuffer()).metadata();
  for (const words of ['Anna Field', 'Ben Smith', 'Planar 50']) expect(jpeg.exif?.includes(words)).toBe(true);
});
