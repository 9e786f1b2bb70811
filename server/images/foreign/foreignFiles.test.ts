import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { receiveSource } from '../../sources/receiveSource.ts';
import { openDiskStore } from '../../storage/diskStore.ts';
import { type BmpLayout, plainBmp } from '../../testing/plainBmp.ts';
import { openImage } from '../openImage.ts';

const SIZE = { width: 480, height: 320 };
/** One colour a quarter. */
const QUARTERS = [
  [200, 70, 60],
  [70, 180, 90],
  [60, 80, 190],
  [210, 190, 70],
] as const;
const SAMPLES = fileURLToPath(new URL('../../../testing/foreign', import.meta.url));

const sample = (name: string) => readFile(path.join(SAMPLES, name));

async function receive(bytes: Buffer) {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const source = await receiveSource(store, { body: Readable.from([bytes]), contentLength: null });
  const opened = await store.withFile('sources', source.id, async (file) => {
    const { colour, ownPixels } = await openImage(file);
    return { colour, pixels: await ownPixels(), kept: await readFile(file) };
  });
  return { source, colour: opened?.colour, pixels: opened?.pixels, kept: opened?.kept };
}

/** The colours in the middle of each quarter, as levels of 8 bits. */
function quartersOf(pixels: Awaited<ReturnType<typeof receive>>['pixels']): number[][] {
  if (!pixels) throw new Error('It was not kept.');
  const { data, width, height, channels } = pixels;
  const unit = data.BYTES_PER_ELEMENT === 2 ? 257 : 1;
  return [0, 1, 2, 3].map((quarter) => {
    const x = Math.floor(width * (quarter % 2 === 0 ? 0.25 : 0.75));
    const y = Math.floor(height * (quarter < 2 ? 0.25 : 0.75));
    const at = (y * width + x) * channels;
    return Array.from(data.slice(at, at + 3), (value) => Math.round(value / unit));
  });
}

function largestDifference(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  return Math.max(
    ...a.flatMap((colour, i) => colour.map((value, c) => Math.abs(value - (b[i]?.[c] ?? -999)))),
  );
}

test.each([
  ['quarters.heic', 'heic', 8, 2],
  ['quarters-10-bit.heic', 'heic', 16, 2],
  ['quarters.jxl', 'jxl', 8, 0],
  ['quarters-16-bit.jxl', 'jxl', 16, 1],
] as const)(
  '%s opens in its own colours and depth, and is kept as it came',
  async (name, format, bits, near) => {
    const bytes = await sample(name);
    const { source, colour, pixels, kept } = await receive(bytes);
    expect(source).toMatchObject({ ...SIZE, format });
    expect(source.copyReasons).toContain('format');
    expect(colour?.bits).toBe(bits);
    expect(largestDifference(quartersOf(pixels), QUARTERS)).toBeLessThanOrEqual(near);
    expect(kept?.equals(bytes)).toBe(true);
  },
);

test('a JPEG XL that is turned is upright', async () => {
  const { source, pixels } = await receive(await sample('turned.jxl'));
  expect(source).toMatchObject({ width: SIZE.height, height: SIZE.width, orientation: 1 });
  const [red, green, blue, yellow] = QUARTERS;
  expect(largestDifference(quartersOf(pixels), [blue, red, yellow, green])).toBeLessThanOrEqual(3);
});

test.each([
  ['quarters.heic', 0.95, 'heic-damaged'],
  ['quarters.heic', 0.1, 'heic-damaged'],
  ['quarters-10-bit.heic', 0.7, 'heic-damaged'],
  ['quarters.jxl', 0.5, 'image-damaged'],
] as const)('%s, of which a share of %d is there, is called damaged', async (name, share, code) => {
  const bytes = await sample(name);
  await expect(receive(bytes.subarray(0, bytes.length * share))).rejects.toMatchObject({ code });
});

const quarterAt = (x: number, y: number) => (x < SIZE.width / 2 ? 0 : 1) + (y < SIZE.height / 2 ? 0 : 2);
const colourAt = (x: number, y: number) => QUARTERS[quarterAt(x, y)] ?? QUARTERS[0];

const put24 = (row: Buffer, x: number, y: number) => row.set([...colourAt(x, y)].reverse(), 3 * x);
const put32 = (alpha: number) => (row: Buffer, x: number, y: number) =>
  row.set([...[...colourAt(x, y)].reverse(), alpha], 4 * x);
const put16 = (greenBits: 5 | 6) => (row: Buffer, x: number, y: number) => {
  const [red, green, blue] = colourAt(x, y);
  const value = ((red >> 3) << (5 + greenBits)) | ((green >> (8 - greenBits)) << 5) | (blue >> 3);
  row.writeUInt16LE(value, 2 * x);
};
const putIndex = (bits: 1 | 4 | 8) => (row: Buffer, x: number, y: number) => {
  const perByte = 8 / bits;
  const index = quarterAt(x, y) % 2 ** bits;
  const at = Math.floor(x / perByte);
  row[at] = (row[at] ?? 0) | (index << (8 - bits - (x % perByte) * bits));
};

/** Runs of half a row each, from the bottom up. */
function runs(bits: 4 | 8): Buffer {
  const bytes = Array.from({ length: SIZE.height }, (_, row) => {
    const y = SIZE.height - 1 - row;
    const run = (index: number) => (bits === 8 ? index : index * 17);
    const half = SIZE.width / 2;
    return [half, run(quarterAt(0, y)), half, run(quarterAt(half, y)), 0, 0];
  });
  return Buffer.from([...bytes.flat(), 0, 1]);
}

const MASKS = [0xff0000, 0xff00, 0xff, 0xff000000];
const BMPS: readonly (readonly [name: string, layout: BmpLayout, near: number, hasAlpha: boolean])[] = [
  ['24 bits', { bits: 24, put: put24 }, 0, false],
  ['24 bits from the top', { bits: 24, isTopDown: true, put: put24 }, 0, false],
  ['32 bits, the fourth unused', { bits: 32, put: put32(0) }, 0, false],
  ['32 bits with alpha', { bits: 32, code: 3, headBytes: 108, masks: MASKS, put: put32(128) }, 0, true],
  [
    '32 bits, all of its alpha 0',
    { bits: 32, code: 3, headBytes: 108, masks: MASKS, put: put32(0) },
    0,
    false,
  ],
  ['15 bits', { bits: 16, put: put16(5) }, 8, false],
  ['16 bits', { bits: 16, code: 3, masks: [0xf800, 0x7e0, 0x1f], put: put16(6) }, 8, false],
  ['8 bits', { bits: 8, palette: QUARTERS, put: putIndex(8) }, 0, false],
  ['4 bits', { bits: 4, palette: QUARTERS, put: putIndex(4) }, 0, false],
  ['runs of 8 bits', { bits: 8, code: 1, palette: QUARTERS, packed: runs(8) }, 0, false],
  ['runs of 4 bits', { bits: 4, code: 2, palette: QUARTERS, packed: runs(4) }, 0, false],
];

test.each(BMPS)('a BMP of %s has its own colours', async (_name, layout, near, hasAlpha) => {
  const { source, pixels } = await receive(plainBmp(SIZE, layout));
  expect(source).toMatchObject({ ...SIZE, format: 'bmp', hasAlpha });
  expect(largestDifference(quartersOf(pixels), QUARTERS)).toBeLessThanOrEqual(near);
});

test('a BMP of two colours has them', async () => {
  const layout = { bits: 1, palette: QUARTERS.slice(0, 2), put: putIndex(1) } as const;
  const { pixels } = await receive(plainBmp(SIZE, layout));
  const [red, green] = QUARTERS;
  expect(quartersOf(pixels)).toEqual([red, green, red, green].map((colour) => [...colour]));
});

test.each<[string, BmpLayout]>([
  ['rows', { bits: 24, put: put24 }],
  ['runs', { bits: 8, code: 1, palette: QUARTERS, packed: runs(8) }],
])('a BMP of %s that breaks off is damaged', async (_name, layout) => {
  const whole = plainBmp(SIZE, layout);
  await expect(receive(whole.subarray(0, whole.length * 0.6))).rejects.toMatchObject({
    code: 'image-damaged',
  });
});

test.each([4, 5])('a BMP around a file of another format (packing %i) is of a rare kind', async (code) => {
  const bytes = plainBmp(SIZE, { bits: 24, code, put: put24 });
  await expect(receive(bytes)).rejects.toMatchObject({ code: 'image-unreadable' });
});

test('a BMP that claims to be huge is refused by its head', async () => {
  const bytes = plainBmp(SIZE, { bits: 24, put: put24 });
  bytes.writeInt32LE(60_000, 18);
  bytes.writeInt32LE(50_000, 22);
  await expect(receive(bytes)).rejects.toMatchObject({ code: 'source-too-large' });
});
