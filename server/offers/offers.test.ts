import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offeredSchema, offerTakenSchema } from '../../src/domain/contract/offers.ts';
import { problemSchema } from '../../src/domain/contract/problem.ts';
import { type ProblemCode, problemStatus } from '../../src/domain/problem.ts';
import { firstDifference } from '../../src/engine/testing/firstDifference.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { makeMatrixProfile } from '../images/colour/matrixProfile.ts';
import { matrixOfPrimaries, primariesOfCode, SRGB_PRIMARIES } from '../images/colour/primaries.ts';
import { srgbCurve } from '../images/colour/transferCurve.ts';
import { openImage } from '../images/openImage.ts';
import { iccChunk, withChunks } from '../images/pngChunks.ts';
import { cropped, type Raster } from '../images/raster.ts';
import { sharp } from '../images/sharpSetup.ts';
import { plainBmp } from '../testing/plainBmp.ts';
import { openSharedRelay, type SharedRelay } from '../testing/sharedRelay.ts';
import { openTestRelay, type TestRelay } from '../testing/testRelay.ts';

const WIDE_CODE = 12;
const EXIF = { IFD0: { Artist: 'Ada', Copyright: '© Ada' } };
const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';

let shared: SharedRelay;
let relay: TestRelay;

beforeAll(async () => {
  shared = await openSharedRelay();
  relay = shared.relay;
});
afterAll(() => shared.close());

function wideProfile(): Buffer {
  const matrix = matrixOfPrimaries(primariesOfCode(WIDE_CODE) ?? SRGB_PRIMARIES);
  if (matrix === null) throw new Error('No matrix.');
  return makeMatrixProfile('Wide gamut', matrix, srgbCurve);
}

const send = async (bytes: Buffer) =>
  relay.app.request('/api/offers', { method: 'POST', body: new Uint8Array(bytes) });

async function offer(bytes: Buffer) {
  const response = await send(bytes);
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(201);
  return offeredSchema.parse(body);
}

async function take(id: string, choice: object = {}) {
  const body = JSON.stringify(choice);
  return relay.app.request(`/api/offers/${id}/take`, {
    ...{ method: 'POST', body },
    headers: { 'content-type': 'application/json', 'content-length': String(body.length) },
  });
}

async function taken(id: string, choice: object = {}) {
  const response = await take(id, choice);
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(201);
  const made = offerTakenSchema.parse(body);
  const opened = await relay.store.withFile('sources', made.source.id, async (file) => {
    const image = await openImage(file);
    return { ...image, pixels: await image.ownPixels(), exif: image.metadata.exif?.toString('latin1') };
  });
  return { ...made, opened };
}

async function expectProblem(response: Response, code: ProblemCode, detail = /./) {
  const problem = problemSchema.parse(await response.json());
  expect([problem.code, response.status]).toEqual([code, problemStatus(code)]);
  expect(problem.detail).toMatch(detail);
}

/** Of a GIF that breaks off the decoder hands out alpha as well. */
function withoutAlpha(raster: Raster): Raster {
  if (raster.channels !== 4) return raster;
  const data = raster.data.filter((_, at) => at % 4 !== 3);
  return { ...raster, data, channels: 3 };
}

async function pixelsOf(bytes: Buffer) {
  const file = path.join(await temporaryFolder(), 'image');
  await writeFile(file, bytes);
  return (await openImage(file)).ownPixels();
}

async function deepWide(width: number, height: number): Promise<Buffer> {
  const values = Uint16Array.from({ length: width * height * 3 }, (_, at) => (at * 977) % 65_536);
  const png = await sharp(values, { raw: { width, height, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toBuffer();
  const plain = Buffer.concat(withChunks(png, [iccChunk(wideProfile())]));
  return sharp(plain, { ignoreIcc: true })
    .toColourspace('rgb16')
    .keepIccProfile()
    .withExif(EXIF)
    .withXmp(XMP)
    .png()
    .toBuffer();
}

test('a crop keeps the own values of what is kept, at their depth, with profile and metadata', async () => {
  const bytes = await deepWide(1600, 400);
  const offered = await offer(bytes);
  expect(offered).toMatchObject({
    kind: 'crop',
    width: 1600,
    height: 400,
    bits: 16,
    colour: 'Wide gamut',
    frames: 1,
  });
  expect(offered.metadata).toEqual(expect.arrayContaining(['exif', 'xmp']));
  const { source, opened, ...made } = await taken(offered.id, { at: 1 });
  expect(made).toMatchObject({
    isLossless: true,
    bits: 16,
    colour: 'Wide gamut',
    metadata: offered.metadata,
  });
  expect(source).toMatchObject({ width: 1000, height: 400, format: 'png' });
  const own = cropped(await pixelsOf(bytes), { left: 600, top: 0, width: 1000, height: 400 });
  expect(firstDifference(opened.pixels.data, own.data)).toBeNull();
  expect(opened.colour.profile?.equals(wideProfile())).toBe(true);
  expect(opened.exif).toContain('Ada');
  expect(opened.metadata.xmp?.toString()).toContain('xmpmeta');
  // The same choice again is the same source.
  expect((await take(offered.id, { at: 1 })).status).toBe(200);
});

test('a turned JPEG is cropped as the eye sees it, and its resolution stays', async () => {
  const jpeg = await testImage({ width: 400, height: 1400 })
    .withExif(EXIF)
    .withMetadata({ orientation: 6, density: 300 })
    .jpeg()
    .toBuffer();
  const { id, width, height } = await offer(jpeg);
  expect([width, height]).toEqual([1400, 400]);
  const { opened, source, metadata } = await taken(id, { at: 0 });
  expect(source).toMatchObject({ width: 1000, height: 400, orientation: 1 });
  const own = cropped(await pixelsOf(jpeg), { left: 0, top: 0, width: 1000, height: 400 });
  expect(firstDifference(opened.pixels.data, own.data)).toBeNull();
  expect(metadata).toContain('resolution');
  expect(Math.round(opened.metadata.density ?? 0)).toBe(300);
});

test('what is enlarged keeps its values, profile and depth', async () => {
  const png = await sharp({ create: { width: 200, height: 250, channels: 3, background: '#c81e50' } })
    .png()
    .toBuffer();
  const bytes = Buffer.concat(withChunks(png, [iccChunk(wideProfile())]));
  const { id, kind } = await offer(bytes);
  expect(kind).toBe('enlarge');
  const { opened, isLossless } = await taken(id);
  expect(isLossless).toBe(false);
  expect(opened.size).toEqual({ width: 300, height: 375 });
  expect(Array.from(opened.pixels.data.subarray(0, 3))).toEqual([0xc8, 0x1e, 0x50]);
  expect(opened.colour.profile?.equals(wideProfile())).toBe(true);
});

const red = { r: 200, g: 30, b: 40 };
const blue = { r: 20, g: 60, b: 210 };

/** Copies of the same values would be the same source. */
const MOVING = { gif: { width: 320, height: 310 }, webp: { width: 330, height: 310 } };

async function moving(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = await Promise.all(
    [red, blue].map((background) =>
      sharp({ create: { ...MOVING[format], channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const joined = sharp(frames, { join: { animated: true } });
  return (format === 'gif' ? joined.gif() : joined.webp({ lossless: true })).toBuffer();
}

test.each(['gif', 'webp'] as const)('of a moving %s the frame that was chosen is taken', async (format) => {
  const { id, kind, frames } = await offer(await moving(format));
  expect([kind, frames]).toEqual(['frame', 2]);
  const preview = await relay.app.request(`/api/offers/${id}/image?frame=1`);
  expect(preview.status).toBe(200);
  const { dominant } = await sharp(Buffer.from(await preview.arrayBuffer())).stats();
  expect(dominant.b).toBeGreaterThan(dominant.r);
  const { opened } = await taken(id, { frame: 1 });
  expect(opened.size).toEqual(MOVING[format]);
  const [r = 0, , b = 0] = opened.pixels.data;
  expect(b).toBeGreaterThan(r);
  await expectProblem(await take(id, { frame: 2 }), 'invalid-request');
});

/** libtiff writes where pixels lie behind them, others in front. */
function tiffOf(width: number, height: number): Buffer {
  const entries: [number, number, number, number][] = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [277, 3, 1, 1],
    [278, 4, 1, 1],
  ];
  const count = entries.length + 2;
  const listsAt = 8 + 2 + count * 12 + 4;
  const pixelsAt = listsAt + height * 8;
  const bytes = Buffer.alloc(pixelsAt + width * height);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(count, 8);
  const all = [
    ...entries.slice(0, 5),
    [273, 4, height, listsAt],
    ...entries.slice(5),
    [279, 4, height, listsAt + height * 4],
  ];
  all.forEach(([tag = 0, type = 0, length = 0, value = 0], i) => {
    const at = 10 + i * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(length, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
  for (let y = 0; y < height; y += 1) {
    bytes.writeUInt32LE(pixelsAt + y * width, listsAt + y * 4);
    bytes.writeUInt32LE(width, listsAt + height * 4 + y * 4);
    for (let x = 0; x < width; x += 1) bytes[pixelsAt + y * width + x] = (x * 3 + y * 5) % 256;
  }
  return bytes;
}

const whole = { width: 640, height: 480 };
const jpeg = (orientation = 1) =>
  testImage(whole).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();

const bmp = () =>
  plainBmp(whole, {
    bits: 24,
    put: (row, x, y) => row.set([(x * 7) % 256, (y * 3) % 256, (x + y) % 256], 3 * x),
  });

test.each<[string, () => Promise<Buffer> | Buffer, { isTurned?: boolean }]>([
  ['JPEG', () => jpeg(), {}],
  ['JPEG of full colour', () => testImage(whole).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(), {}],
  ['turned JPEG', () => jpeg(6), { isTurned: true }],
  ['PNG', () => testImage(whole).png().toBuffer(), {}],
  ['16-bit PNG', () => testImage(whole).toColourspace('rgb16').png().toBuffer(), {}],
  ['GIF', () => testImage(whole).gif().toBuffer(), {}],
  ['TIFF', () => tiffOf(640, 480), {}],
  ['BMP', () => bmp(), {}],
])('of a %s that breaks off, what is there is taken as it is', async (name, make, { isTurned = false }) => {
  const file = await make();
  const offered = await offer(file.subarray(0, Math.floor(file.byteLength * 0.8)));
  const long = isTurned ? offered.width : offered.height;
  const all = isTurned ? offered.whole.width : offered.whole.height;
  expect(offered.kind).toBe('rest');
  expect(all).toBe(480);
  expect(long).toBeGreaterThan(480 * 0.6);
  expect(long).toBeLessThan(480);
  const { opened, isLossless } = await taken(offered.id);
  expect(isLossless).toBe(true);
  expect(opened.size).toEqual({ width: offered.width, height: offered.height });
  // The last rows of a strip, or of packed pixels, may have come in part; BMP begins with the lowest, and what is turned with the right.
  const slack = name === 'TIFF' || name === 'GIF' ? 24 : 0;
  const left = isTurned ? 480 - offered.width : 0;
  const top = name === 'BMP' ? 480 - offered.height : 0;
  const size = { width: offered.width, height: offered.height - slack };
  const own = cropped(withoutAlpha(await pixelsOf(file)), { left, top, ...size });
  const kept = cropped(withoutAlpha(opened.pixels), { left: 0, top: 0, ...size });
  expect(firstDifference(kept.data, own.data)).toBeNull();
});

test('an image at an address is offered like a file', async () => {
  const bytes = await deepWide(1600, 400);
  const site = createServer((_request, response) => response.end(bytes));
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const near = await openTestRelay({ database: shared.database, dataDir: shared.dataDir, trustedUrl: url });
  const body = JSON.stringify({ url });
  const response = await near.app.request('/api/offers/from-url', {
    ...{ method: 'POST', body },
    headers: { 'content-type': 'application/json', 'content-length': String(body.length) },
  });
  expect(offeredSchema.parse(await response.json())).toMatchObject({
    kind: 'crop',
    bits: 16,
    colour: 'Wide gamut',
  });
  site.close();
  await near.close();
});

test.each<[string, () => Promise<Buffer> | Buffer, ProblemCode, RegExp]>([
  ['that can be opened', () => jpeg(), 'nothing-to-offer', /can be opened as it is/],
  ['that is none', () => Buffer.from('Dear diary,\n'), 'not-an-image', /not an image/],
  [
    'whose head alone is there',
    async () => (await testImage(whole).tiff().toBuffer()).subarray(0, 5000),
    'image-damaged',
    /before anything of its picture/,
  ],
  [
    'of a WebP that breaks off',
    async () => (await testImage(whole).webp().toBuffer()).subarray(0, 5000),
    'image-damaged',
    /of a broken WebP the server can read nothing/,
  ],
  [
    'of a damaged HEIC',
    async () =>
      (await readFile(new URL('../../testing/foreign/quarters.heic', import.meta.url))).subarray(0, 800),
    'heic-damaged',
    /Copy it from the phone once more/,
  ],
])('a file %s is told what to do with', async (_name, make, code, detail) => {
  await expectProblem(await send(await make()), code, detail);
});

test('one that nobody has sent is gone', async () => {
  await expectProblem(await take('0'.repeat(64)), 'offer-not-found');
  await expectProblem(await take('x'), 'offer-not-found');
  await expectProblem(await relay.app.request(`/api/offers/${'0'.repeat(64)}/image`), 'offer-not-found');
});
