import { expect, test } from 'vitest';
import { seededRandom } from '../../src/engine/seededRandom.ts';
import { cropped, type Raster } from '../images/raster.ts';
import { insideDifference } from './insideDifference.ts';

function noise(width: number, height: number, bits: 8 | 16): Raster {
  const random = seededRandom(3);
  const length = width * height * 3;
  const value = () => Math.floor(random() * 200);
  const data = bits === 16 ? Uint16Array.from({ length }, value) : Uint8Array.from({ length }, value);
  return { data, width, height, channels: 3 };
}

/** A source in a result, which differs by so much in one value. */
function differing(bits: 8 | 16, by: number, at: number) {
  const result = noise(9, 7, bits);
  const source = cropped(result, { left: 5, top: 2, width: 4, height: 3 });
  source.data[at] = (source.data[at] ?? 0) + by;
  return insideDifference(source, result, { x: 5, y: 2 });
}

test.each([8, 16] as const)('of %d bits, one value that differs is found wherever it lies', (bits) => {
  expect(differing(bits, 0, 0)).toBe(0);
  for (let at = 0; at < 36; at += 1) expect(differing(bits, 1 + at, at)).toBe(1 + at);
});

test('a difference in the higher byte of 16 bits counts 256', () => {
  expect(differing(16, 256, 20)).toBe(256);
});
