import { expect, test } from 'vitest';
import { SIDES, type Side } from '../../../src/domain/side.ts';
import { seededRandom } from '../../../src/engine/seededRandom.ts';
import type { Raster } from '../../images/raster.ts';
import { RELIABLE, type Reliability } from '../colour/reliability.ts';
import { inRoom } from '../kernel/room.ts';
import { borderView } from '../quality/borderView.ts';
import { missingGrain, NOISE } from './grain.ts';
import type { Borders, Strip } from './strips.ts';

const size = { width: 420, height: 360 };
const DEPTH = 96;

type Pixel = (x: number, y: number) => number;

/** A grey source, and borders at which so much is left of it. */
function scene(level: Pixel, left: Pixel): { source: Raster; borders: Borders } {
  const { width, height } = size;
  const values = Float32Array.from({ length: width * height }, (_, at) =>
    left(at % width, Math.floor(at / width)),
  );
  const source: Raster = {
    ...size,
    channels: 1,
    data: Uint8Array.from({ length: width * height }, (_, at) => level(at % width, Math.floor(at / width))),
  };
  const strip = (side: Side): Strip => {
    const { length, point } = borderView(source, side);
    const channel = Float32Array.from({ length: length * DEPTH }, (_, at) => {
      const { x, y } = point(at % length, Math.floor(at / length));
      return values[y * width + x] ?? 0;
    });
    return { length, depth: DEPTH, channels: [channel] };
  };
  const [right, bottom, up, leftSide] = (['right', 'bottom', 'up', 'left'] as const).map(strip);
  if (!right || !bottom || !up || !leftSide) throw new Error(`There are ${SIDES.length} sides.`);
  return { source, borders: { up, right, bottom, left: leftSide } };
}

/** Of deviation 1. */
function noise(): Pixel {
  const random = seededRandom(3);
  return () => 2 * (random() + random() + random() - 1.5);
}

test('grain is found beside a part that is white and has none, which gets none', () => {
  const isWhite = (x: number) => x < 288;
  const grain = noise();
  const { source, borders } = scene(
    (x) => (isWhite(x) ? 255 : 100),
    (x, y) => (isWhite(x) ? 0 : grain(x, y)),
  );
  const found = missingGrain({ borders, source, reliability: RELIABLE });
  expect(found[100]).toBeGreaterThan(0.6);
  expect(found[100]).toBeLessThan(1.1);
  expect(found[255]).toBe(0);
});

test('what is not believed tells nothing of grain', () => {
  const isRedrawn = (x: number) => x < 288;
  const grain = noise();
  const { source, borders } = scene(
    () => 100,
    (x, y) => (isRedrawn(x) ? 0 : grain(x, y)),
  );
  const reliability: Reliability = { ...RELIABLE, at: (x) => (isRedrawn(x) ? 0 : 1) };
  expect(missingGrain({ borders, source, reliability })[100]).toBeGreaterThan(0.6);
});

test('texture, which is stronger in some places than in others, is not taken for grain', () => {
  const texture = noise();
  const { source, borders } = scene(
    () => 100,
    (x, y) => texture(x, y) * (0.4 + ((x + y) % 200) / 50),
  );
  const found = missingGrain({ borders, source, reliability: RELIABLE });
  expect(found[100]).toBeLessThan(0.35);
});

/** A row of the new area that has one level throughout, with its grain, as it is written. */
function rowOf(level: number, grain: Float32Array): Uint8Array {
  return inRoom((room) => {
    const count = 4000;
    const [levels, deviations, noise] = [
      room.floats(count).fill(level),
      room.copied(grain),
      room.copied(NOISE),
    ];
    const [added, out] = [room.floats(count), room.bytes(count)];
    const { byteOffset } = levels;
    room.kernel.makeGrain(0, 0, byteOffset, deviations.byteOffset, noise.byteOffset, added.byteOffset, count);
    room.kernel.writeLevels(byteOffset, added.byteOffset, count, 1, out.byteOffset, 1, false);
    return out.slice();
  });
}

test('white and black stay pure where the source has neither', () => {
  const grain = noise();
  const { source, borders } = scene(() => 100, grain);
  const found = missingGrain({ borders, source, reliability: RELIABLE });
  expect(new Set(rowOf(100, found)).size).toBeGreaterThan(3);
  for (const level of [-3, 0, 0.4]) expect(new Set(rowOf(level, found))).toEqual(new Set([0]));
  for (const level of [254.6, 255, 258]) expect(new Set(rowOf(level, found))).toEqual(new Set([255]));
});

test('grain ends without a step where white and black are near', () => {
  const { source, borders } = scene(() => 100, noise());
  const found = missingGrain({ borders, source, reliability: RELIABLE });
  for (const [level, deviation] of found.entries())
    expect(Math.abs(deviation - (found[level + 1] ?? 0))).toBeLessThan(0.2);
  expect(found[247]).toBeGreaterThan(0.6);
});
