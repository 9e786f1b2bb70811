import { expect, test } from 'vitest';
import { seamWord } from '../../../src/domain/finishProof.ts';
import type { Frame } from '../../../src/domain/frame.ts';
import { seededRandom } from '../../../src/engine/seededRandom.ts';
import { cropped, type Raster } from '../../images/raster.ts';
import { rowsOf } from '../../images/rowImage.ts';
import { SeamMeter } from './seamMeter.ts';

const size = { width: 300, height: 240 };
const frame: Frame = { width: 400, height: 320, placement: { x: 50, y: 40 } };

/** Slopes, waves and grain, each channel its own. */
function scene(channels: 1 | 3 = 3): Raster {
  const random = seededRandom(3);
  const data = new Uint8Array(frame.width * frame.height * channels);
  for (let y = 0; y < frame.height; y += 1) {
    for (let x = 0; x < frame.width; x += 1) {
      const levels = [90 + x / 8 + 6 * Math.sin(y / 9), 110 + y / 6 + 6 * Math.cos(x / 7), 130 - x / 9];
      for (let channel = 0; channel < channels; channel += 1)
        data[(y * frame.width + x) * channels + channel] = (levels[channel] ?? 0) + 6 * random();
    }
  }
  return { data, channels, width: frame.width, height: frame.height };
}

/** Its new area with some levels more in one channel, along the sides that are named. */
function stepped(
  whole: Raster,
  channel: number,
  by: number,
  isStepped: (x: number, y: number) => boolean,
): Raster {
  const data = Uint8Array.from(whole.data);
  const { x: left, y: top } = frame.placement;
  for (let y = 0; y < frame.height; y += 1) {
    for (let x = 0; x < frame.width; x += 1) {
      const isInside = x >= left && x < left + size.width && y >= top && y < top + size.height;
      if (isInside || !isStepped(x, y)) continue;
      const at = (y * frame.width + x) * whole.channels + channel;
      data[at] = (data[at] ?? 0) + by;
    }
  }
  return { ...whole, data };
}

function measured(whole: Raster): SeamMeter {
  const { x: left, y: top } = frame.placement;
  const meter = new SeamMeter(cropped(whole, { left, top, ...size }), frame);
  for (const _ of meter.reading(rowsOf(whole)).rows);
  return meter;
}

const wordOf = (meter: SeamMeter) => seamWord({ step: meter.step(), redrawn: 0 });

test.each([1, 3] as const)('what goes on as the source does is seamless (%d channels)', (channels) => {
  const meter = measured(scene(channels));
  expect(wordOf(meter)).toBe('seamless');
  expect(meter.ratio()).toBeGreaterThan(0.9);
  expect(meter.ratio()).toBeLessThan(1.1);
});

test.each([
  ['red', 0, 5],
  ['green', 1, 5],
  ['blue', 2, 6],
])('a step of %s alone is not seamless', (_name, channel, by) => {
  const meter = measured(stepped(scene(), channel, by, () => true));
  expect(wordOf(meter)).not.toBe('seamless');
  expect(meter.ratio()).toBeGreaterThan(1.3);
});

test.each([
  ['up', (_x: number, y: number) => y < frame.placement.y],
  ['right', (x: number) => x >= frame.placement.x + size.width],
  ['bottom', (_x: number, y: number) => y >= frame.placement.y + size.height],
  ['left', (x: number) => x < frame.placement.x],
])('a step along half of the %s side alone is visible', (_side, isBeyond) => {
  const isHalf = (x: number, y: number) => isBeyond(x, y) && x < 200 === y < 160;
  expect(wordOf(measured(stepped(scene(), 2, 20, isHalf)))).toBe('visible');
});

test('a source whose values are 16 bits is measured in the same levels', () => {
  const whole = stepped(scene(), 0, 5, () => true);
  const deep = measured({ ...whole, data: Uint16Array.from(whole.data, (value) => value * 257) });
  expect(deep.step()).toBeCloseTo(measured(whole).step(), 5);
  expect(deep.ratio()).toBeCloseTo(measured(whole).ratio(), 5);
});
