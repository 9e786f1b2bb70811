import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { receiveSource } from '../sources/receiveSource.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import { RULES_VERSION } from './madeName.ts';
import { sharp } from './sharpSetup.ts';
import { pictureOfSource } from './startPicture.ts';
import { withUpstreamFile } from './upstreamCopy.ts';

async function copyOf(file: Buffer) {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const body = Readable.toWeb(Readable.from([file])) as ReadableStream<Uint8Array>;
  const source = await receiveSource(store, { body, contentLength: file.byteLength });
  const picture = pictureOfSource(source);
  const bytes = await withUpstreamFile(store, picture, (file) => readFile(file));
  expect((await withUpstreamFile(store, picture, (file) => readFile(file))).equals(bytes)).toBe(true);
  expect((await store.withFile('sources', source.id, (kept) => readFile(kept))).equals(file)).toBe(true);
  return { bytes, source, metadata: await sharp(bytes).metadata() };
}

const size = { width: 420, height: 330 };

test.each([
  ['JPEG', () => testImage(size).jpeg().toBuffer()],
  ['PNG', () => testImage(size).png().toBuffer()],
])('an upright sRGB %s goes as it is', async (_name, make) => {
  const file = await make();
  expect((await copyOf(file)).bytes.equals(file)).toBe(true);
});

test.each([
  [
    'turned by EXIF',
    'jpeg',
    () => testImage({ width: 330, height: 420 }).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
  ],
  ['CMYK', 'jpeg', () => testImage(size).toColourspace('cmyk').jpeg().toBuffer()],
  ['16-bit', 'png', () => testImage(size).toColourspace('rgb16').png().toBuffer()],
  ['grey', 'png', () => testImage(size).greyscale().toColourspace('b-w').png().toBuffer()],
  ['transparent', 'png', () => testImage(size, 4).png().toBuffer()],
  ['WebP', 'jpeg', () => testImage(size).webp().toBuffer()],
  ['AVIF', 'jpeg', () => testImage(size).avif({ effort: 0 }).toBuffer()],
  ['GIF', 'png', () => testImage(size).gif().toBuffer()],
  ['of another profile', 'jpeg', () => testImage(size).withIccProfile('p3').jpeg().toBuffer()],
] as const)('one that is %s goes as a plain upright %s', async (_name, format, make) => {
  const { metadata, source } = await copyOf(await make());
  expect(metadata).toMatchObject({ ...size, format, space: 'srgb', depth: 'uchar', hasAlpha: false });
  expect(metadata.orientation ?? 1).toBe(1);
  expect(source.copyReasons).not.toEqual([]);
});

test('a copy that was made by older rules is not sent', async () => {
  const store = await openDiskStore({ dataDir: await temporaryFolder() });
  const bytes = await testImage(size).webp().toBuffer();
  const source = await receiveSource(store, { body: Readable.from([bytes]), contentLength: null });
  // As it was called before names told of rules, and by rules before today's.
  for (const name of [source.id, `${source.id}-r${RULES_VERSION - 1}-sent`]) {
    const older = store.temporaryPath();
    await writeFile(older, 'older');
    await store.adopt(older, 'upstream', name);
  }
  const sent = await withUpstreamFile(store, pictureOfSource(source), (file) => readFile(file));
  expect(await sharp(sent).metadata()).toMatchObject({ ...size, format: 'jpeg' });
});

test('more than 10 MB goes as a smaller copy of the same shape', async () => {
  const noise = { width: 2400, height: 2000, channels: 3 as const };
  const file = await sharp(randomBytes(noise.width * noise.height * 3), { raw: noise })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const { bytes, source, metadata } = await copyOf(file);
  expect(source.copyReasons).toEqual(['file-size']);
  expect(bytes.byteLength).toBeLessThanOrEqual(10_000_000);
  expect(metadata.width / metadata.height).toBeCloseTo(1.2, 2);
});
