import { expect, test } from 'vitest';
import type { Frame } from '../../src/domain/frame.ts';
import { seededRandom } from '../../src/engine/seededRandom.ts';
import { cropped, type Raster } from '../images/raster.ts';
import { sharp } from '../images/sharpSetup.ts';
import { composePicture } from './composePicture.ts';

const size = { width: 420, height: 360 };
const frame: Frame = { width: 640, height: 512, placement: { x: 110, y: 76 } };
const source = { left: frame.placement.x, top: frame.placement.y, ...size };

/** Leaves and grain: what a strong JPEG takes most of. */
function leaves(): Uint8Array {
  const random = seededRandom(8);
  const data = new Uint8Array(frame.width * frame.height * 3);
  for (let y = 0; y < frame.height; y += 1) {
    for (let x = 0; x < frame.width; x += 1) {
      const wave = Math.sin(x / 5 + Math.sin(y / 17) * 3) * Math.cos(y / 6 + Math.sin(x / 23) * 4);
      const grain = 22 * (random() + random() - 1);
      const levels = [110 + 14 * wave + grain, 120 + 18 * wave + grain, 90 + 10 * wave + grain];
      data.set(levels, (y * frame.width + x) * 3);
    }
  }
  return data;
}

const rasterOf = (data: Uint8Array): Raster => ({
  data,
  channels: 3,
  width: frame.width,
  height: frame.height,
});

/** As a provider sends it. */
async function packed(data: Uint8Array, quality: number): Promise<Raster> {
  const jpeg = await sharp(data, { raw: { width: frame.width, height: frame.height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
  return rasterOf(await sharp(jpeg).raw().toBuffer());
}

function foundIn(raster: Raster) {
  const request = { source: cropped(rasterOf(leaves()), source), frame, isOff: false };
  return composePicture({ ...request, picture: { raster, sent: frame } }).found;
}

test('what a strong JPEG takes of leaves and grain is not told as drawn anew', async () => {
  expect(foundIn(await packed(leaves(), 50)).redrawn).toBeLessThan(0.05);
});

test('a side along which other leaves were drawn is told, by its share of the border', async () => {
  const data = leaves();
  const turned = Uint8Array.from(data);
  for (let y = source.top; y < source.top + source.height; y += 1) {
    for (let x = source.left; x < source.left + 40; x += 1) {
      const from = ((frame.height - 1 - y) * frame.width + frame.width - 1 - x) * 3;
      turned.set(data.subarray(from, from + 3), (y * frame.width + x) * 3);
    }
  }
  const { redrawn, quality } = foundIn(await packed(turned, 80));
  const share = source.height / (2 * (source.width + source.height));
  expect(redrawn).toBeGreaterThan(share * 0.7);
  expect(redrawn).toBeLessThan(share * 1.6);
  expect(quality).not.toBe('seamless');
});
