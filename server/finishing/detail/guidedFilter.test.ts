import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/engine/seededRandom.ts';
import { inRoom } from '../kernel/room.ts';
import type { Plane } from '../pixels/floatImage.ts';
import { guidedDetail, guideOf } from './guidedFilter.ts';

const size = { width: 96, height: 64 };

function plane(level: (x: number, y: number) => number): Plane {
  const values = Float32Array.from({ length: size.width * size.height }, (_, at) =>
    level(at % size.width, Math.floor(at / size.width)),
  );
  return { ...size, values };
}

/** As JPEG keeps colours: one value for every four pixels. */
function halved(whole: Plane): Plane {
  const at = (x: number, y: number) => whole.values[y * size.width + x] ?? 0;
  return plane((x, y) => {
    const [left, top] = [x - (x % 2), y - (y % 2)];
    return (at(left, top) + at(left + 1, top) + at(left, top + 1) + at(left + 1, top + 1)) / 4;
  });
}

function meanSquare(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0) / a.length;
}

function detailOf(colour: Plane, luma: Plane): Float32Array {
  return inRoom((room) => guidedDetail(room, colour, guideOf(room, luma)).slice());
}

const disc = (x: number, y: number) => (Math.hypot(x - 47.3, y - 31.8) < 20.4 ? 1 : 0);

test('an edge that colours lost is where brightness has it', () => {
  const luma = plane((x, y) => 60 + 80 * disc(x, y));
  const truth = plane((x, y) => -10 + 30 * disc(x, y));
  const colour = halved(truth);
  const detail = detailOf(colour, luma);
  const guided = colour.values.map((value, at) => value + (detail[at] ?? 0));
  expect(meanSquare(guided, truth.values)).toBeLessThan(meanSquare(colour.values, truth.values) / 2);
});

test('colours that go their own way are averaged, and get no texture of brightness', () => {
  const random = seededRandom(4);
  const luma = plane(() => 100 + 40 * random());
  const colour = plane((x) => x / 10);
  const detail = detailOf(colour, luma);
  expect(detail.every((value) => Math.abs(value) < 0.3)).toBe(true);
});

test('plain brightness guides nothing', () => {
  const colour = plane((x) => (x < 48 ? 0 : 20));
  const detail = detailOf(
    colour,
    plane(() => 90),
  );
  expect(detail[size.width * 30 + 10]).toBeCloseTo(0, 3);
  expect(detail.every(Number.isFinite)).toBe(true);
});
