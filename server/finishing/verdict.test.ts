import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { openImage } from '../images/openImage.ts';
import { sharp } from '../images/sharpSetup.ts';
import { verdictOf } from './verdict.ts';

type Sharp = ReturnType<typeof sharp>;

const size = { width: 60, height: 40 };
const place = { left: 20, top: 10 };

async function comparedOf(image: Sharp) {
  const file = path.join(await temporaryFolder(), 'image');
  await image.toFile(file);
  const { metadata, colour, ownPixels } = await openImage(file);
  return { format: metadata.format, colour, raster: await ownPixels() };
}

const own = () => testImage(size).png();

/** The source with something around it. */
async function grown(change: (image: Sharp) => Sharp): Promise<Sharp> {
  const input = await own().toBuffer();
  const around = { ...size, width: 100, height: 70, channels: 3 as const, background: '#406080' };
  const png = await sharp({ create: around })
    .composite([{ input, ...place }])
    .png()
    .toBuffer();
  return change(sharp(png));
}

const hole = { create: { ...size, channels: 4 as const, background: '#000' } };

test.each<[string, (image: Sharp) => Sharp, RegExp]>([
  [
    'PNG',
    (image) => image.png(),
    /^Proven: all 60 × 40 pixels of the source .* 20 px from its left and 10 px/,
  ],
  ['PNG with alpha', (image) => image.ensureAlpha().png(), /^Proven/],
  ['WebP without loss', (image) => image.webp({ lossless: true }), /^Proven/],
  ['JPEG', (image) => image.jpeg(), /^Not proven.*JPEG changes pixels/],
  ['WebP', (image) => image.webp({ quality: 60 }), /^Not proven.*WebP changes pixels/],
  ['AVIF', (image) => image.avif({ quality: 40, effort: 0 }), /^Not proven.*AVIF changes pixels/],
  ['smaller PNG', (image) => image.resize({ width: 50 }).png(), /it is smaller than the source\. A PNG/],
  ['larger PNG', (image) => image.resize({ width: 150 }).png(), /were: it was scaled/],
  ['PNG in Display P3', (image) => image.withIccProfile('p3').png(), /its colours were converted/],
  [
    'JPEG in Display P3',
    (image) => image.withIccProfile('p3').jpeg(),
    /JPEG changes pixels where it packs them, and its colours were converted/,
  ],
  [
    'file of the new area',
    (image) =>
      image
        .ensureAlpha()
        .composite([{ input: hole, blend: 'dest-out', ...place }])
        .png(),
    /^Not proven: this file holds the new area alone/,
  ],
  [
    'file of a new area that is transparent here and there itself',
    (image) =>
      image
        .ensureAlpha()
        .composite([
          { input: hole, blend: 'dest-out', ...place },
          { input: { create: { ...hole.create, width: 9, height: 9 } }, blend: 'dest-out', left: 0, top: 60 },
        ])
        .png(),
    /^Not proven: this file holds the new area alone/,
  ],
  [
    'file that is the source alone',
    (image) => image.extract({ ...place, ...size }).png(),
    /^Proven: this is the source itself, with nothing around it/,
  ],
])('what is told of a %s is true', async (_name, change, words) => {
  const verdict = verdictOf(await comparedOf(await grown(change)), await comparedOf(own()), 'the source');
  expect(verdict.sentence).toMatch(words);
  expect(verdict.isProven).toBe(verdict.sentence.startsWith('Proven'));
});

test.each<[string, (image: Sharp) => Sharp]>([
  ['as PNG', (image) => image.png()],
  ['as JPEG', (image) => image.jpeg()],
  ['in Display P3', (image) => image.withIccProfile('p3').png()],
])('of another image %s nothing else is told as the cause', async (_name, change) => {
  const other = testImage({ width: 100, height: 70 }).flop().rotate(180).modulate({ hue: 120 }).negate();
  const verdict = verdictOf(await comparedOf(change(other)), await comparedOf(own()), 'the source');
  expect(verdict.sentence).toMatch(/as they were: it was scaled, or is of another image\. A PNG/);
});

test('a source that is seen, at its own depth and colours, was scaled or changed', async () => {
  const dimmed = await grown((image) => image.linear(0.9, 4).png());
  const verdict = verdictOf(await comparedOf(dimmed), await comparedOf(own()), 'the source');
  expect(verdict.sentence).toMatch(/as they were: it was scaled or changed\. A PNG/);
});

test('rounded values are told of', async () => {
  const deep = { ...(await comparedOf(own())), colour: { name: 'sRGB', bits: 16 } as const };
  const wide = Uint16Array.from(deep.raster.data, (level, at) => 257 * level + (at % 100));
  const source = { ...deep, raster: { ...deep.raster, data: wide } };
  const verdict = verdictOf(await comparedOf(await grown((image) => image.png())), source, 'the source');
  expect(verdict.sentence).toContain('rounded to 8 bits');
});
