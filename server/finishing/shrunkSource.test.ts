import { expect, test } from 'vitest';
import type { Raster } from '../images/raster.ts';
import { type ImageMap, mapAxes } from './pixels/axisMap.ts';
import { resampleRaster } from './pixels/resampling.ts';
import { CATMULL_ROM } from './pixels/taps.ts';
import { shrunkSource } from './shrunkSource.ts';

function wavy(width: number, height: number, channels: 1 | 3): Raster {
  const data = Uint8Array.from({ length: width * height * channels }, (_, at) => {
    const [x, y] = [Math.floor(at / channels) % width, Math.floor(at / channels / width)];
    return 128 + 90 * Math.sin(x / 23 + (at % channels)) * Math.cos(y / 19 + x / 61);
  });
  return { data, width, height, channels };
}

test.each([
  { pixels: 0.6, factor: 1 },
  { pixels: 0.3, factor: 1 },
  { pixels: 0.25, factor: 2 },
  { pixels: 0.1, factor: 5 },
])(
  'a picture with $pixels pixels to one of the source sees it shrunk $factor times',
  ({ pixels, factor }) => {
    const source = wavy(40, 30, 3);
    const small = shrunkSource(source, pixels);
    expect(small).toMatchObject({ factor, width: 40, height: 30 });
    expect(small.raster).toMatchObject({ width: Math.floor(40 / factor), height: Math.floor(30 / factor) });
    if (factor === 1) expect(small.raster).toBe(source);
  },
);

test.each([1, 3] as const)(
  'seen so, a source of %d channels is what it is seen at once, to half a level',
  (channels) => {
    const source = wavy(413, 307, channels);
    const scale = 4.3;
    const map: ImageMap = { x: { scale, offset: 1.7 }, y: { scale, offset: 0.4 } };
    const size = { width: 90, height: 66 };
    const { raster, factor } = shrunkSource(source, 1 / scale);
    expect(factor).toBe(2);
    const fromSmall = mapAxes(map, (axis) => ({ scale: axis.scale / factor, offset: axis.offset / factor }));
    const [direct, small] = [
      resampleRaster(source, size, map, CATMULL_ROM),
      resampleRaster(raster, size, fromSmall, CATMULL_ROM),
    ];
    direct.planes.forEach((plane, channel) => {
      const other = small.planes[channel];
      const largest = plane.reduce(
        (most, level, at) => Math.max(most, Math.abs(level - (other?.[at] ?? 0))),
        0,
      );
      expect(largest).toBeLessThan(0.5);
    });
  },
);

test('what is transparent is white in the means', () => {
  const data = Uint8Array.from([10, 20, 30, 0, 50, 60, 70, 255, 50, 60, 70, 255, 50, 60, 70, 255]);
  const { raster } = shrunkSource({ data, width: 2, height: 2, channels: 4 }, 0.25);
  const mean = (level: number) => Math.round((257 * (255 + 3 * level)) / 4);
  expect(raster).toMatchObject({ width: 1, height: 1, channels: 3 });
  expect([...raster.data]).toEqual([mean(50), mean(60), mean(70)]);
});
