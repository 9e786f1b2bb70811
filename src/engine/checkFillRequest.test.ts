import { describe, expect, it } from 'vitest';
import { checkFillRequest } from './checkFillRequest.ts';
import type { FillErrorCode } from './fillError.ts';
import type { FillRequest } from './fillRequest.ts';
import { paintPicture, requestFor } from './testing/paintPicture.ts';

const size = { width: 10, height: 12 };
const good = requestFor(
  size,
  paintPicture(size, () => [1, 2, 3]),
  { right: 5 },
);
const noPads = { up: 0, right: 0, bottom: 0, left: 0 };

describe('checkFillRequest', () => {
  it('accepts a sound request', () => {
    expect(() => checkFillRequest(good)).not.toThrow();
  });

  it('accepts one pixel that is not transparent', () => {
    const rgba = new Uint8ClampedArray(good.rgba.length);
    rgba[rgba.length - 1] = 1;
    expect(() => checkFillRequest({ ...good, rgba })).not.toThrow();
  });

  it.each<[string, FillErrorCode, Partial<FillRequest>]>([
    ['no width', 'invalid-size', { size: { width: 0, height: 12 } }],
    ['a negative height', 'invalid-size', { size: { width: 10, height: -12 } }],
    ['half a pixel', 'invalid-size', { size: { width: 10.5, height: 12 } }],
    ['NaN as width', 'invalid-size', { size: { width: Number.NaN, height: 12 } }],
    ['an endless height', 'invalid-size', { size: { width: 10, height: Number.POSITIVE_INFINITY } }],
    ['a 1-px side', 'source-too-small', { size: { width: 1, height: 120 } }],
    ['7 px', 'source-too-small', { size: { width: 7, height: 12 } }],
    ['a negative pad', 'invalid-pads', { pads: { ...noPads, up: -1 } }],
    ['half a pixel of pad', 'invalid-pads', { pads: { ...noPads, bottom: 0.5 } }],
    ['NaN as a pad', 'invalid-pads', { pads: { ...noPads, left: Number.NaN, right: 3 } }],
    ['four pads of 0', 'nothing-to-fill', { pads: noPads }],
    ['NaN as the seed', 'invalid-seed', { seed: Number.NaN }],
    ['a seed between whole numbers', 'invalid-seed', { seed: 1.5 }],
    ['a frame beyond all memory', 'frame-too-large', { pads: { ...noPads, right: 100_000_000 } }],
    ['too few bytes', 'wrong-buffer-length', { rgba: good.rgba.subarray(4) }],
    ['too many bytes', 'wrong-buffer-length', { rgba: new Uint8ClampedArray(good.rgba.length + 4) }],
    [
      'a transparent source',
      'fully-transparent',
      { rgba: good.rgba.map((v, index) => (index % 4 === 3 ? 0 : v)) },
    ],
  ])('names what is wrong: %s', (_, code, change) => {
    expect(() => checkFillRequest({ ...good, ...change })).toThrowError(
      expect.objectContaining({ name: 'FillError', code }),
    );
  });
});
