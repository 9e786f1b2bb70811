import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { openImage } from '../images/openImage.ts';
import { RenditionCache } from '../images/renditionCache.ts';
import { sharp } from '../images/sharpSetup.ts';
import { openDiskStore } from '../storage/diskStore.ts';
import { Offers } from './offers.ts';

/** As the eye sees it; the file lies on its side. */
const SIZE = { width: 10_000, height: 13_000 };
/** What it may add at its highest: 0.58 GB is what it does, and 0.86 GB where the picture is unpacked whole first. */
const MAX_MEMORY_BYTES = 720_000_000;
/** Each of libvips holds lines of its own: the figures are with as many, whatever the machine has. */
const THREADS = 2;
const PIXEL = { left: 0, top: 0, width: 1, height: 1 };

/** Of one colour in a wide space, with EXIF. Coding that is optimised would hold it in memory as a whole. */
function turnedJpeg(): Promise<Buffer> {
  const lying = { width: SIZE.height, height: SIZE.width };
  return sharp({ create: { ...lying, channels: 3, background: '#c81e50' } })
    .withExif({ IFD0: { Artist: 'Ada' } })
    .withMetadata({ orientation: 6 })
    .withIccProfile('p3')
    .jpeg({ quality: 50, optimiseCoding: false })
    .toBuffer();
}

test('a turned image of a hundred megapixels and more is scaled down without ever being unpacked whole', async () => {
  const threads = sharp.concurrency();
  sharp.concurrency(THREADS);
  onTestFinished(() => void sharp.concurrency(threads));
  const dataDir = await temporaryFolder();
  const store = await openDiskStore({ dataDir });
  const cache = new RenditionCache({
    store,
    freeBytes: async () => Number.POSITIVE_INFINITY,
    minFreeBytes: 0,
  });
  const offers = new Offers(store, cache);
  const jpeg = await turnedJpeg();
  const { signal } = new AbortController();

  const before = process.resourceUsage().maxRSS;
  const offered = await offers.receive({
    body: Readable.from([jpeg]),
    contentLength: jpeg.byteLength,
    signal,
  });
  expect(offered).toMatchObject({ ...SIZE, kind: 'shrink' });
  const { source, metadata } = await offers.take(offered.id, { at: 0.5, frame: 0 }, signal);
  expect((process.resourceUsage().maxRSS - before) * 1024).toBeLessThan(MAX_MEMORY_BYTES);

  expect(source.format).toBe('jpeg');
  expect(source.width * source.height).toBeLessThanOrEqual(32_000_000);
  expect(metadata).toContain('exif');
  const file = path.join(dataDir, 'turned.jpg');
  await writeFile(file, jpeg);
  const sent = await openImage(file);
  await store.withFile('sources', source.id, async (copy) => {
    const opened = await openImage(copy);
    expect(opened.metadata.exif?.toString('latin1')).toContain('Ada');
    expect(sent.colour.profile).not.toBeNull();
    expect(opened.colour.profile?.equals(sent.colour.profile ?? Buffer.alloc(0))).toBe(true);
    const [made, own] = [await opened.ownPixels({ window: PIXEL }), await sent.ownPixels({ window: PIXEL })];
    for (const [channel, value] of own.data.entries()) {
      expect(Math.abs((made.data[channel] ?? 0) - value)).toBeLessThanOrEqual(2);
    }
  });
});
