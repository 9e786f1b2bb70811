import { describe, expect, it } from 'vitest';
import { aspectError, aspectName, frameOf } from './frame.ts';

describe('frameOf', () => {
  it('places the source by the left and upper pads', () => {
    const frame = frameOf({ width: 640, height: 480 }, { up: 0.25, right: 0.5, bottom: 0, left: 0.1 });
    expect(frame).toEqual({ width: 1024, height: 600, placement: { x: 64, y: 120 } });
  });
});

describe('aspectName', () => {
  it.each([
    [1920, 1080, '16:9'],
    [1920, 1081, '1.78:1'],
    [1000, 1000, '1:1'],
    [1080, 1350, '4:5'],
    [2048, 1365, '3:2'],
    [1664, 832, '2:1'],
    [1000, 650, '1.54:1'],
    [650, 1000, '1:1.54'],
  ])('%d × %d is %s', (width, height, name) => {
    expect(aspectName({ width, height })).toBe(name);
  });
});

describe('aspectError', () => {
  const size = { width: 640, height: 480 };
  const expansion = { up: 0, right: 0.5, bottom: 0, left: 0 };
  it('is nothing for an image of the same shape at another size', () => {
    expect(aspectError({ width: 1664, height: 832 }, size, expansion)).toBe(0);
  });
  it('is large when a side was ignored', () => {
    expect(aspectError({ width: 1280, height: 960 }, size, expansion)).toBeCloseTo(0.5, 12);
  });
});
