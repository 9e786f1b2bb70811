import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { copiedPixels } from './blend.ts';
import type { Rect } from './frameRect.ts';
import { buildPyramid } from './level.ts';
import { matchLevels } from './matchLevels.ts';
import { FILL_SETTINGS, type FillSettings } from './settings.ts';
import { measureSaliency } from './subjectAvoidance.ts';
import { paintPicture, requestFor } from './testing/paintPicture.ts';

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
  const { map } = matchLevels(levels, settings, request, () => {});
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
    expect(shareFromHead(await portrait(), FILL_SETTINGS.normal, seed)).toBeLessThan(0.025);
  });

  it('would grow one if a subject were as good a source as any', async () => {
    const careless = { ...FILL_SETTINGS.normal, subject: 0 };
    expect(shareFromHead(await portrait(), careless, 1)).toBeGreaterThan(0.04);
  });
});

describe('a wood across the picture, hidden by a tree at the border that grows', () => {
  const size = { width: 96, height: 96 };
  const isTree = (x: number) => x > 80;
  const isCup = (x: number, y: number) => Math.hypot(x - 48, y - 20) < 12;
  const rgba = paintPicture(size, (x, y) => {
    if (isCup(x, y)) return [250, 250, 250];
    if (y < 48) return [120, 160, 220];
    return isTree(x) ? [20, 60, 20] : [200 + (x % 3) * 10, 110, 40];
  });

  it('is no subject, the cup before the sky is one', () => {
    const frame = { width: 160, height: 96, known: { x: 0, y: 0, ...size } };
    const canvas = new Uint8ClampedArray(frame.width * frame.height * 4);
    for (let y = 0; y < size.height; y += 1) {
      canvas.set(rgba.subarray(y * size.width * 4, (y + 1) * size.width * 4), y * frame.width * 4);
    }
    const coarsest = buildPyramid(canvas, frame, FILL_SETTINGS.normal).at(-1);
    if (coarsest === undefined) throw new Error('There is no level.');
    const { width, height, shares } = measureSaliency(coarsest);
    const shareAt = (x: number, y: number) =>
      shares[Math.floor((y * height) / size.height) * width + Math.floor((x * width) / size.width)];
    expect(shareAt(40, 80)).toBeLessThan(0.05);
    expect(shareAt(48, 20)).toBeGreaterThan(0.5);
  });
});
