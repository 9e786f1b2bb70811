import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { copiedPixels } from './blend.ts';
import type { Rect } from './frameRect.ts';
import { buildPyramid } from './level.ts';
import { matchLevels } from './matchLevels.ts';
import { FILL_SETTINGS, type FillSettings } from './settings.ts';
import { requestFor } from './testing/paintPicture.ts';

const PAD = 64;
const SIZE = { width: 256, height: 256 };
/** Face and hair of the astronaut in the photo of 256 × 256. */
const HEAD: Rect = { x: 84, y: 12, width: 62, height: 92 };

async function portrait(): Promise<Uint8ClampedArray> {
  const file = fileURLToPath(new URL('./fixtures/astronaut.jpg', import.meta.url));
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect({ width: info.width, height: info.height }).toEqual(SIZE);
  return new Uint8ClampedArray(data);
}

/** Which share of the new area is copied from the head. */
function shareFromHead(rgba: Uint8ClampedArray, settings: FillSettings, seed: number): number {
  const request = { ...requestFor(SIZE, rgba, { up: PAD, right: PAD, bottom: PAD, left: PAD }), seed };
  const width = SIZE.width + 2 * PAD;
  const frame = { width, height: width, known: { x: PAD, y: PAD, ...SIZE } };
  const canvas = new Uint8ClampedArray(width * width * 4);
  for (let y = 0; y < SIZE.height; y += 1) {
    canvas.set(rgba.subarray(y * SIZE.width * 4, (y + 1) * SIZE.width * 4), ((PAD + y) * width + PAD) * 4);
  }
  const levels = buildPyramid(canvas, frame, settings);
  const map = matchLevels(levels, settings, request, () => {});
  const copied = copiedPixels(map);
  const fromHead = map.level.hole.filter((pixel) => {
    const x = ((copied[pixel] ?? 0) % width) - PAD - HEAD.x;
    const y = Math.floor((copied[pixel] ?? 0) / width) - PAD - HEAD.y;
    return x >= 0 && x < HEAD.width && y >= 0 && y < HEAD.height;
  });
  return fromHead.length / map.level.hole.length;
}

describe('a portrait', () => {
  it.each([1, 2, 3])('grows without a second head: seed %i', async (seed) => {
    expect(shareFromHead(await portrait(), FILL_SETTINGS.standard, seed)).toBeLessThan(0.02);
  });

  it('would grow one if a subject were as good a source as any', async () => {
    const careless = { ...FILL_SETTINGS.standard, subject: 0 };
    expect(shareFromHead(await portrait(), careless, 1)).toBeGreaterThan(0.04);
  });
});
