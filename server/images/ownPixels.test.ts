import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { firstDifference } from '../../src/engine/testing/firstDifference.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { openImage } from './openImage.ts';
import { cropped } from './raster.ts';
import { sharp } from './sharpSetup.ts';

const window = { left: 13, top: 29, width: 60, height: 40 };

test.each([1, 2, 3, 4, 5, 6, 7, 8])('a part of a file of orientation %d is upright', async (orientation) => {
  const jpeg = await testImage({ width: 160, height: 120 }).withMetadata({ orientation }).jpeg().toBuffer();
  const file = path.join(await temporaryFolder(), 'image');
  await writeFile(file, jpeg);
  const { ownPixels } = await openImage(file);
  const raw = await sharp(jpeg).autoOrient().raw().toBuffer({ resolveWithObject: true });
  const whole = { data: raw.data, width: raw.info.width, height: raw.info.height, channels: 3 as const };
  expect(firstDifference((await ownPixels()).data, whole.data)).toBeNull();
  const part = await ownPixels({ window });
  expect(part).toMatchObject({ width: 60, height: 40, channels: 3 });
  expect(firstDifference(part.data, cropped(whole, window).data)).toBeNull();
  // Values of pixels that are repeated stay themselves.
  const size = { width: whole.width, height: whole.height };
  const from = { left: 0, top: 0, ...size };
  const scaled = await ownPixels({ from, scaled: size, window });
  expect(firstDifference(scaled.data, part.data)).toBeNull();
});

test('what lies outside of the part that is read has no share in what is scaled', async () => {
  const file = path.join(await temporaryFolder(), 'image');
  const black = { create: { width: 90, height: 45, channels: 3, background: '#000000' } } as const;
  await sharp(black).extend({ bottom: 45, background: '#ffffff' }).png().toFile(file);
  const { ownPixels } = await openImage(file);
  const from = { left: 0, top: 0, width: 90, height: 45 };
  const { data } = await ownPixels({ from, scaled: { width: 30, height: 15 } });
  expect(Math.max(...data)).toBe(0);
});
