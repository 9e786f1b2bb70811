import { expect, test } from 'vitest';
import { mirrorFill } from './mirrorFill.ts';

const size = { width: 60, height: 40 };
const pads = { up: 20, right: 60, bottom: 7, left: 13 };
const frame = { width: 13 + 60 + 60, height: 20 + 40 + 7 };

function gradient(): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(size.width * size.height * 4);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      rgba.set([x * 4, y * 6, (x * 3 + y * 5) % 256, 255], (y * size.width + x) * 4);
    }
  }
  return rgba;
}

const at = (rgba: Uint8ClampedArray, x: number, y: number) =>
  Array.from(rgba.subarray((y * frame.width + x) * 4, (y * frame.width + x) * 4 + 4));

test('the source stays as it is, to the pixel, and everything else is opaque', () => {
  const rgba = gradient();
  const filled = mirrorFill({ rgba, size, pads, seed: 1 });
  expect(filled.length).toBe(frame.width * frame.height * 4);
  for (let y = 0; y < size.height; y += 1) {
    const start = ((y + pads.up) * frame.width + pads.left) * 4;
    const row = filled.subarray(start, start + size.width * 4);
    expect(row).toEqual(rgba.subarray(y * size.width * 4, (y + 1) * size.width * 4));
  }
  for (let pixel = 3; pixel < filled.length; pixel += 4) expect(filled[pixel]).toBe(255);
});

test('the new area begins as the source ends: no hard seam on any side', () => {
  const filled = mirrorFill({ rgba: gradient(), size, pads, seed: 7 });
  const right = pads.left + size.width;
  const bottom = pads.up + size.height;
  const pairs: [number[], number[]][] = [
    [at(filled, 30, pads.up), at(filled, 30, pads.up - 1)],
    [at(filled, 30, bottom - 1), at(filled, 30, bottom)],
    [at(filled, pads.left, 40), at(filled, pads.left - 1, 40)],
    [at(filled, right - 1, 40), at(filled, right, 40)],
  ];
  for (const [inside, outside] of pairs) {
    for (const channel of [0, 1]) {
      expect(Math.abs((inside[channel] ?? 0) - (outside[channel] ?? 0))).toBeLessThanOrEqual(14);
    }
  }
});

test('one seed gives one picture, another seed a visibly different one', () => {
  const rgba = gradient();
  const first = mirrorFill({ rgba, size, pads, seed: 3 });
  expect(mirrorFill({ rgba, size, pads, seed: 3 })).toEqual(first);
  const other = mirrorFill({ rgba, size, pads, seed: 4 });
  let difference = 0;
  for (let index = 0; index < first.length; index += 1) {
    difference += Math.abs((first[index] ?? 0) - (other[index] ?? 0));
  }
  expect(difference / first.length).toBeGreaterThan(2);
});

test('progress only grows and ends at 1', () => {
  const shares: number[] = [];
  mirrorFill({ rgba: gradient(), size, pads, seed: 1, onProgress: (share) => shares.push(share) });
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});
