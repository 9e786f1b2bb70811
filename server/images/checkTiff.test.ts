import { Readable } from 'node:stream';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { receiveSource } from '../sources/receiveSource.ts';
import { openDiskStore } from '../storage/diskStore.ts';

const SIDE = 320;
const [SHORT, LONG] = [3, 4];

async function receive(bytes: Buffer) {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  return receiveSource(store, { body: Readable.from([bytes]), contentLength: null });
}

interface Layout {
  readonly bits?: number;
  readonly compression?: number;
  readonly photometric?: number;
  /** 1 unsigned, 2 signed, 3 floating point. */
  readonly sampleFormat?: number;
  readonly more?: readonly (readonly [tag: number, value: number])[];
  readonly isBig?: boolean;
}

/** A square TIFF of three channels in one strip, written by hand, since nothing in use writes the odd ones. */
function plainTiff({ bits = 8, compression = 1, photometric = 2, more = [], ...rest }: Layout): Buffer {
  const { sampleFormat = 1, isBig = false } = rest;
  const pixels = Buffer.alloc((SIDE * SIDE * 3 * bits) / 8, 0x6a);
  const tags: (readonly [tag: number, value: number])[] = [
    ...([
      [256, SIDE],
      [257, SIDE],
      [259, compression],
      [262, photometric],
      [277, 3],
      [278, SIDE],
    ] as const),
    ...([
      [279, pixels.length],
      [339, sampleFormat],
      [258, bits],
      [273, 0],
    ] as const),
    ...more,
  ];
  const pixelsAt = 8 + 2 + 12 * tags.length + 4;
  const head = Buffer.alloc(pixelsAt);
  const u16 = (value: number, at: number) =>
    isBig ? head.writeUInt16BE(value, at) : head.writeUInt16LE(value, at);
  const u32 = (value: number, at: number) =>
    isBig ? head.writeUInt32BE(value, at) : head.writeUInt32LE(value, at);
  head.write(isBig ? 'MM\0*' : 'II*\0', 'latin1');
  u32(8, 4);
  u16(tags.length, 8);
  tags
    .toSorted(([a], [b]) => a - b)
    .forEach(([tag, value], i) => {
      const at = 10 + 12 * i;
      const isLong = tag === 273 || tag === 279 || value > 0xffff;
      u16(tag, at);
      u16(isLong ? LONG : SHORT, at + 2);
      u32(1, at + 4);
      if (isLong) u32(tag === 273 ? pixelsAt : value, at + 8);
      else u16(value, at + 8);
    });
  return Buffer.concat([head, pixels]);
}

test.each<[string, Layout]>([
  ['8 bits', {}],
  ['16 bits', { bits: 16 }],
  ['8 bits, the large end first', { isBig: true }],
])('a TIFF of %s is a source', async (_name, layout) => {
  expect(await receive(plainTiff(layout))).toMatchObject({ width: SIDE, height: SIDE, format: 'tiff' });
});

test.each<[string, Layout]>([
  ['whole numbers of 32 bits', { bits: 32 }],
  ['signed numbers of 16 bits', { bits: 16, sampleFormat: 2 }],
  ['brightness and colour differences', { photometric: 6 }],
  ['brightness and colour differences, the large end first', { photometric: 6, isBig: true }],
  ['a packing that is not built in', { compression: 50_000 }],
])(
  'a TIFF of %s is said to be of a rare kind: it is neither shown in wrong colours nor called damaged',
  async (_name, layout) => {
    await expect(receive(plainTiff(layout))).rejects.toMatchObject({ code: 'image-unreadable' });
  },
);

test('a TIFF in the colours of its JPEG is a source', async () => {
  const bytes = await testImage({ width: 400, height: 300 }).tiff({ compression: 'jpeg' }).toBuffer();
  expect(await receive(bytes)).toMatchObject({ width: 400, height: 300 });
});

test.each<[string, Layout]>([
  ['a DNG', { more: [[50_706, 0x01_04_00_00]] }],
  [
    'a preview of what hangs from it',
    {
      more: [
        [254, 1],
        [330, 8],
      ],
    },
  ],
  [
    'a preview, the large end first',
    {
      more: [
        [254, 1],
        [330, 8],
      ],
      isBig: true,
    },
  ],
])(
  "a camera's raw data (%s) is called that, and its preview is not opened in its place",
  async (_name, layout) => {
    await expect(receive(plainTiff(layout))).rejects.toMatchObject({
      code: 'not-an-image',
      detail: expect.stringMatching(/^This is a camera's raw data/),
    });
  },
);

test("Canon's second kind of raw data is told by its head", async () => {
  const tiff = plainTiff({});
  // The directory gives way to the mark.
  const bytes = Buffer.concat([
    tiff.subarray(0, 8),
    Buffer.from('CR\x02\0\0\0\0\0', 'latin1'),
    tiff.subarray(8),
  ]);
  bytes.writeUInt32LE(16, 4);
  await expect(receive(bytes)).rejects.toMatchObject({ code: 'not-an-image' });
});

test('a TIFF whose first pixels spell the letters of that mark is a source', async () => {
  const create = { width: 400, height: 300, channels: 3 as const, background: { r: 67, g: 82, b: 90 } };
  const bytes = await sharp({ create }).tiff({ compression: 'none' }).toBuffer();
  expect(bytes.toString('latin1', 8, 10)).toBe('CR');
  expect(await receive(bytes)).toMatchObject({ width: 400, height: 300, format: 'tiff' });
});

test.each<[string, (jpeg: Buffer, frame: number) => void]>([
  ['in steps of size', (jpeg, frame) => jpeg.writeUInt8(0xc5, frame + 1)],
  ['without loss', (jpeg, frame) => jpeg.writeUInt8(0xcb, frame + 1)],
  ['of 12 bits', (jpeg, frame) => jpeg.set([0xff, 0xc1, 0, 17, 12], frame)],
])('a JPEG %s is said to be of a rare kind', async (_name, change) => {
  const jpeg = await testImage({ width: 400, height: 300 }).jpeg().toBuffer();
  change(jpeg, jpeg.indexOf(Buffer.from([0xff, 0xc0])));
  await expect(receive(jpeg)).rejects.toMatchObject({ code: 'image-unreadable' });
});
