import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/engine/seededRandom.ts';
import { boxMean, gaussianBlur, halved } from '../pixels/blurring.ts';
import type { Plane } from '../pixels/floatImage.ts';
import { resamplePlane } from '../pixels/resampling.ts';
import { LANCZOS_3, tapsAlong } from '../pixels/taps.ts';
import { localContrast } from '../registration/localContrast.ts';
import { compareTiles } from '../registration/tiles.ts';
import { inRoom, type Room } from './room.ts';

// Sizes that are no multiple of the four pixels which the kernel works on at once, and smaller than its windows.
const SIZES = [
  { width: 13, height: 9 },
  { width: 7, height: 5 },
  { width: 4, height: 4 },
];

function noise({ width, height }: { width: number; height: number }, seed = 1): Plane {
  const random = seededRandom(seed);
  return { width, height, values: Float32Array.from({ length: width * height }, () => 255 * random()) };
}

type Pixel = (x: number, y: number) => number;

function pixelOf({ width, height, values }: Plane): Pixel {
  const held = (at: number, most: number) => Math.min(most - 1, Math.max(0, at));
  return (x, y) => values[held(y, height) * width + held(x, width)] ?? 0;
}

/** The largest difference of what a kernel makes of a plane to what its definition says. */
function worst(made: (room: Room) => Plane, pixel: Pixel): number {
  const { values, width } = inRoom((room) => {
    const plane = made(room);
    return { ...plane, values: plane.values.slice() };
  });
  return Math.max(...values.map((value, at) => Math.abs(value - pixel(at % width, Math.floor(at / width)))));
}

const around = (radius: number) => Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test.each(SIZES)('a blur repeats the outermost pixels: $width × $height', (size) => {
  const plane = noise(size);
  const pixel = pixelOf(plane);
  const sigma = 0.8;
  const weight = (at: number) => Math.exp(-(at * at) / (2 * sigma * sigma));
  const total = sum(around(2).map(weight)) ** 2;
  const blurred: Pixel = (x, y) =>
    sum(
      around(2).flatMap((dy) =>
        around(2).map((dx) => (weight(dx) * weight(dy) * pixel(x + dx, y + dy)) / total),
      ),
    );
  expect(worst((room) => gaussianBlur(room, plane, sigma), blurred)).toBeLessThan(1e-3);
});

test.each(SIZES)('a mean is over the part of the window that is there: $width × $height', (size) => {
  const [plane, other] = [noise(size), noise(size, 2)];
  const products = pixelOf({ ...size, values: plane.values.map((v, at) => v * (other.values[at] ?? 0)) });
  const mean: Pixel = (x, y) => {
    const columns = around(3).filter((dx) => x + dx >= 0 && x + dx < size.width);
    const rows = around(3).filter((dy) => y + dy >= 0 && y + dy < size.height);
    const all = rows.flatMap((dy) => columns.map((dx) => products(x + dx, y + dy)));
    return sum(all) / all.length;
  };
  expect(worst((room) => boxMean(room, plane, 3, { factor: other }), mean)).toBeLessThan(0.05);
});

test.each(SIZES)('half a plane is weighed 1 3 3 1: $width × $height', (size) => {
  const plane = noise(size);
  const pixel = pixelOf(plane);
  const weights = [1, 3, 3, 1];
  const half: Pixel = (x, y) =>
    sum(
      weights.flatMap((down, dy) =>
        weights.map((across, dx) => (across * down * pixel(2 * x + dx - 1, 2 * y + dy - 1)) / 64),
      ),
    );
  expect(worst((room) => halved(room, plane), half)).toBeLessThan(1e-3);
});

test.each(SIZES)('local contrast is a pixel against its window: $width × $height', (size) => {
  const plane = noise(size);
  const pixel = pixelOf(plane);
  const contrast: Pixel = (x, y) => {
    const columns = around(8).filter((dx) => x + dx >= 0 && x + dx < size.width);
    const rows = around(8).filter((dy) => y + dy >= 0 && y + dy < size.height);
    const all = rows.flatMap((dy) => columns.map((dx) => pixel(x + dx, y + dy)));
    const mean = sum(all) / all.length;
    const variance = sum(all.map((value) => (value - mean) ** 2)) / all.length;
    return (pixel(x, y) - mean) / (Math.sqrt(variance) + 5);
  };
  expect(worst((room) => localContrast(room, plane), contrast)).toBeLessThan(1e-4);
});

test.each([0.4, 1, 2.3])('a resampled plane is the sum of its taps: scale %s', (scale) => {
  const plane = noise({ width: 31, height: 17 });
  const map = { x: { scale, offset: -0.3 }, y: { scale, offset: 0.7 } };
  const size = { width: 11, height: 6 };
  const across = tapsAlong(map.x, size.width, plane.width, LANCZOS_3);
  const down = tapsAlong(map.y, size.height, plane.height, LANCZOS_3);
  const pixel = pixelOf(plane);
  const seen: Pixel = (x, y) => {
    let total = 0;
    for (let j = 0; j < down.count; j += 1) {
      for (let i = 0; i < across.count; i += 1) {
        const weight = (across.weights[x * across.count + i] ?? 0) * (down.weights[y * down.count + j] ?? 0);
        total += weight * pixel((across.starts[x] ?? 0) + i, (down.starts[y] ?? 0) + j);
      }
    }
    return total;
  };
  expect(worst((room) => resamplePlane(room, plane, size, map, LANCZOS_3), seen)).toBeLessThan(1e-3);
});

test('a tile sums over its own pixels alone', () => {
  const size = { width: 11, height: 9 };
  const [source, picture] = [noise(size), noise(size, 3)];
  const tiles = inRoom((room) => compareTiles(room, source, picture, 5));
  const [own, other] = [pixelOf(source), pixelOf(picture)];
  const bounds = { x: [1, 6, 10], y: [1, 5, 8] };
  tiles.forEach((tile, i) => {
    const [column, row] = [i % 2, Math.floor(i / 2)];
    let [pixels, error, bx] = [0, 0, 0];
    for (let y = bounds.y[row] ?? 0; y < (bounds.y[row + 1] ?? 0); y += 1) {
      for (let x = bounds.x[column] ?? 0; x < (bounds.x[column + 1] ?? 0); x += 1) {
        const residual = own(x, y) - other(x, y);
        const gradient = (own(x + 1, y) + other(x + 1, y) - own(x - 1, y) - other(x - 1, y)) / 4;
        pixels += 1;
        error += residual ** 2;
        bx += gradient * residual;
      }
    }
    expect(tile.pixels).toBe(pixels);
    expect(tile.error / error).toBeCloseTo(1, 4);
    expect(tile.bx - bx).toBeCloseTo(0, 0);
  });
});
