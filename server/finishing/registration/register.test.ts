import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/engine/seededRandom.ts';
import { inRoom } from '../kernel/room.ts';
import type { ImageMap } from '../pixels/axisMap.ts';
import { gaussianBlur } from '../pixels/blurring.ts';
import type { Plane } from '../pixels/floatImage.ts';
import { resamplePlane } from '../pixels/resampling.ts';
import { LANCZOS_3 } from '../pixels/taps.ts';
import { register } from './register.ts';

const size = { width: 260, height: 200 };
const centred: ImageMap = { x: { scale: 1, offset: 60 }, y: { scale: 1, offset: 40 } };

/** Spots of many sizes. */
function spots(seed: number): Plane {
  const random = seededRandom(seed);
  const noise = (sigma: number, levels: number) => {
    const values = Float32Array.from({ length: 380 * 280 }, () => (random() - 0.5) * levels);
    return inRoom((room) => gaussianBlur(room, { width: 380, height: 280, values }, sigma).values.slice());
  };
  const [fine, middle, coarse] = [noise(1.2, 200), noise(4, 800), noise(15, 3000)];
  const values = fine.map((value, at) => 120 + value + (middle[at] ?? 0) + (coarse[at] ?? 0));
  return { width: 380, height: 280, values };
}

function seenThrough(scene: Plane, map: ImageMap): Plane {
  return inRoom((room) => {
    const { values } = resamplePlane(room, scene, size, map, LANCZOS_3);
    return { ...size, values: values.slice() };
  });
}

/** Largest error at the corners of the source, in pixels. */
function cornerError(found: ImageMap, truth: ImageMap): number {
  const along = (axis: 'x' | 'y', length: number) =>
    Math.max(
      ...[0, length].map((at) =>
        Math.abs((found[axis].scale - truth[axis].scale) * at + found[axis].offset - truth[axis].offset),
      ),
    );
  return Math.max(along('x', size.width), along('y', size.height));
}

test.each([
  { x: { scale: 1, offset: 60.37 }, y: { scale: 1, offset: 39.12 } },
  { x: { scale: 1.006, offset: 61.9 }, y: { scale: 0.995, offset: 42.4 } },
  { x: { scale: 0.992, offset: 55.2 }, y: { scale: 1.004, offset: 36.1 } },
])('finds a shift and scale to hundredths of a pixel: %j', (truth) => {
  const scene = spots(3);
  const { map, isAccepted } = register({
    source: seenThrough(scene, truth),
    picture: scene,
    expected: centred,
  });
  expect(isAccepted).toBe(true);
  expect(cornerError(map, truth)).toBeLessThan(0.05);
});

test('is not led astray by gain, gamma, shading and a redrawn third', () => {
  const scene = spots(4);
  const other = spots(5).values;
  const truth: ImageMap = { x: { scale: 1.003, offset: 61.4 }, y: { scale: 0.998, offset: 38.6 } };
  const values = scene.values.map((value, at) => {
    const [x, y] = [at % scene.width, Math.floor(at / scene.width)];
    const drawn = x > 200 && y < 150 ? (other[at] ?? 0) : value;
    return 255 * (Math.max(0, drawn) / 255) ** 1.15 * 1.06 + 12 * Math.sin(x / 90);
  });
  const picture = { ...scene, values };
  const { map, isAccepted } = register({ source: seenThrough(scene, truth), picture, expected: centred });
  expect(isAccepted).toBe(true);
  expect(cornerError(map, truth)).toBeLessThan(0.15);
});

test('stays at the expected place when nothing in the picture tells', () => {
  const plain: Plane = { width: 380, height: 280, values: new Float32Array(380 * 280).fill(90) };
  const { map, isAccepted } = register({
    source: seenThrough(plain, centred),
    picture: plain,
    expected: centred,
  });
  expect(isAccepted).toBe(false);
  expect(map).toEqual(centred);
});

test('stays near the expected place when the picture shows something else', () => {
  const { map } = register({ source: seenThrough(spots(6), centred), picture: spots(7), expected: centred });
  expect(cornerError(map, centred)).toBeLessThan(3);
});
