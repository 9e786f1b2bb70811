import { expect, test } from 'vitest';
import type { Frame } from '../../src/domain/frame.ts';
import type { Raster } from '../images/raster.ts';
import { composePicture } from './composePicture.ts';
import { judgeExact } from './exactPicture.ts';

/** Of one colour, and of another from some column on. */
function flat(
  size: { width: number; height: number },
  channels: 1 | 3,
  changed?: { from: number; by: number },
): Raster {
  const data = new Uint8Array(size.width * size.height * channels).fill(110);
  if (changed === undefined) return { data, channels, ...size };
  for (let y = 0; y < size.height; y += 1) {
    for (let x = changed.from; x < size.width; x += 1) {
      data[(y * size.width + x) * channels] = 110 + changed.by;
    }
  }
  return { data, channels, ...size };
}

/** Grows to the right alone. */
function frameRightOf(size: { width: number; height: number }, by: number): Frame {
  return { width: size.width + by, height: size.height, placement: { x: 0, y: 0 } };
}

test.each([
  ['a quarter of a level, but not at its border', { width: 400, height: 300 }, 3, { from: 395, by: 30 }],
  // Above 24 megapixels a picture of a wide-gamut source may be further off.
  ['four levels, but not at its border', { width: 5000, height: 4200 }, 1, { from: 3500, by: 12 }],
] as const)('a picture that shows the source to %s, is matched', (_name, size, channels, changed) => {
  const frame = frameRightOf(size, 900);
  const picture = flat(frame, channels);
  expect(judgeExact(flat(size, channels, changed), picture, frame)).toBeNull();
  expect(judgeExact(flat(size, channels), picture, frame)).toMatchObject({
    border: { before: 0, after: 0 },
    quality: 'seamless',
  });
});

test('of a picture with transparency, which nothing can be matched of, the border is judged as it is', () => {
  const size = { width: 400, height: 300 };
  const frame = frameRightOf(size, 100);
  const { data } = flat(frame, 3);
  const clear = new Uint8Array(frame.width * frame.height * 4);
  for (let pixel = 0; pixel < frame.width * frame.height; pixel += 1) {
    const isSeen = pixel % frame.width < 450;
    clear.set([...data.subarray(pixel * 3, pixel * 3 + 3), isSeen ? 255 : 0], pixel * 4);
  }
  const raster: Raster = { data: clear, channels: 4, width: frame.width, height: frame.height };
  const request = { frame, picture: { raster, sent: frame }, isOff: false };
  const visible = composePicture({ ...request, source: flat(size, 3, { from: 395, by: 30 }) });
  expect(visible.found.quality).toBe('visible');
  expect(visible.found.border.after).toBeGreaterThan(5);
  expect(composePicture({ ...request, source: flat(size, 3) }).found.quality).toBe('seamless');
});
