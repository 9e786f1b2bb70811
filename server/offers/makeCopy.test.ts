import path from 'node:path';
import { expect, test } from 'vitest';
import { offerOf } from '../../src/domain/offer.ts';
import { seededRandom } from '../../src/engine/seededRandom.ts';
import { firstDifference } from '../../src/engine/testing/firstDifference.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { openImage } from '../images/openImage.ts';
import { sharp } from '../images/sharpSetup.ts';
import { makeCopy } from './makeCopy.ts';

const size = { width: 1600, height: 640 };

/** Nothing that packs well, under one opacity. */
async function noise(opacity: number) {
  const random = seededRandom(1);
  const data = Uint8Array.from({ length: size.width * size.height * 4 }, (_, at) =>
    at % 4 === 3 ? opacity : random() * 256,
  );
  const folder = await temporaryFolder();
  const file = path.join(folder, 'image.png');
  await sharp(data, { raw: { ...size, channels: 4 } })
    .png()
    .toFile(file);
  const opened = await openImage(file);
  const copy = path.join(folder, 'copy');
  return async (mostBytes: number) => {
    const offer = offerOf('crop', size) ?? expect.fail('no offer');
    const offered = { ...size, area: null, isConverted: false };
    const made = await makeCopy(opened, copy, { offered, offer, at: 0, mostBytes });
    return { made, own: await opened.ownPixels(), copy: await openImage(copy) };
  };
}

test('a copy whose alpha is opaque has none', async () => {
  const copied = await noise(255);
  const { made, own, copy } = await copied(50_000_000);
  expect(copy.metadata).toMatchObject({ format: 'png', hasAlpha: false });
  expect(made.isLossless).toBe(true);
  const { data } = await copy.ownPixels();
  expect(
    firstDifference(
      data,
      own.data.filter((_, at) => at % 4 !== 3),
    ),
  ).toBeNull();
  // So that one which is too large can be a JPEG.
  expect((await copied(3_000_000)).copy.metadata.format).toBe('jpeg');
});

test('a copy with transparency that is too large is halved until it fits', async () => {
  const copied = await noise(200);
  expect((await copied(50_000_000)).copy.size).toEqual(size);
  const { made, copy } = await copied(2_000_000);
  expect(copy.size).toEqual({ width: 800, height: 320 });
  expect(copy.metadata).toMatchObject({ format: 'png', hasAlpha: true });
  expect(made.isLossless).toBe(false);
  // Smaller than a source may be it does not become.
  await expect(copied(100_000)).rejects.toMatchObject({ code: 'file-too-large' });
});
