import { expect, test } from 'vitest';
import { seededRandom } from '../../src/engine/seededRandom.ts';
import { cropped, type Raster } from '../images/raster.ts';
import { showsSource } from './showsSource.ts';

/** Soft hills, and grain. */
function picture(seed: number, width = 300, height = 240): Raster {
  const random = seededRandom(seed);
  const hills = Array.from({ length: 9 }, () => [random() * 300, random() * 240, 10 + random() * 40]);
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const rise = hills.reduce(
      (sum, [cx = 0, cy = 0, radius = 1], i) =>
        sum + (i % 2 === 0 ? 1 : -1) * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * radius * radius)),
      0,
    );
    const level = 120 + 90 * rise + 20 * (random() - 0.5);
    data.fill(Math.min(255, Math.max(0, level)), pixel * 3, pixel * 3 + 3);
  }
  return { data, width, height, channels: 3 };
}

const place = { left: 77, top: 41, width: 150, height: 110 };

test.each([
  ['as it is', (level: number) => level],
  ['in colours that were converted', (level: number) => 255 * (level / 255) ** 0.7 * 0.9],
  ['coarsely rounded', (level: number) => Math.round(level / 32) * 32],
])('a source is seen %s', (_name, change) => {
  const result = picture(1);
  const source = cropped(result, place);
  expect(showsSource({ ...result, data: Uint8Array.from(result.data, change) }, source)).toBe(true);
});

test.each([2, 3, 4, 5, 6])('of another image (%d) nothing is seen', (seed) => {
  expect(showsSource(picture(seed), cropped(picture(1), place))).toBe(false);
});

test('a source of one colour tells nothing', () => {
  const source = { ...cropped(picture(1), place), data: new Uint8Array(150 * 110 * 3).fill(90) };
  expect(showsSource(picture(2), source)).toBe(true);
});

test.each([
  { width: 150, height: 110 },
  { width: 151, height: 31 },
  { width: 60, height: 200 },
])('a source is seen wherever it lies: $width × $height', (size) => {
  const result = picture(1);
  for (const [left, top] of [
    [0, 0],
    [300 - size.width, 240 - size.height],
    [31, 17],
    [58, 32],
  ] as const)
    expect(showsSource(result, cropped(result, { left, top, ...size }))).toBe(true);
});

test('a result that is smaller than a source shows nothing of it', () => {
  expect(showsSource(cropped(picture(1), place), picture(1))).toBe(false);
});
