import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Sharp } from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { finish } from '../../finishing/finish.ts';
import { sharp } from '../../images/sharpSetup.ts';
import { expand } from './expandWorker.ts';

const size = { width: 160, height: 120 };
const pads = { up: 0, right: 80, bottom: 0, left: 0 };
const frame = { width: 240, height: 120 };

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

function picture(colourAt: (x: number, y: number) => Pixel): Sharp {
  const data = Uint8ClampedArray.from(
    Array.from({ length: size.width * size.height }, (_, at) =>
      colourAt(at % size.width, Math.floor(at / size.width)),
    ).flat(),
  );
  return sharp(data, { raw: { ...size, channels: 4 } });
}

/** Expands to the right by half, finishes, and reads what was made of it. */
async function expanded(source: Sharp) {
  const folder = await temporaryFolder();
  const sourcePath = path.join(folder, 'source');
  const rawPath = path.join(folder, 'raw.png');
  const resultPath = path.join(folder, 'result.png');
  await source.toFile(sourcePath);
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  await expand({
    sourcePath,
    resultPath: rawPath,
    size,
    pads,
    seed: 1,
    variant: { index: 0, of: 1 },
    progress: port2,
    cancelled,
  });
  const expansion = { up: 0, right: 0.5, bottom: 0, left: 0 };
  await finish({ sourcePath, rawPath, resultPath, size, expansion });
  const { hasAlpha, space } = await sharp(resultPath).metadata();
  const data = await sharp(resultPath).ensureAlpha().raw().toBuffer();
  const at = (x: number, y: number) => [...data.subarray((y * frame.width + x) * 4).subarray(0, 4)];
  return { hasAlpha, space, at };
}

/** Restless, so that no border is simply continued. */
function restless(x: number, y: number): number {
  return 60 * Math.abs(Math.sin(x * 1.7 + Math.sin(y * 2.3)));
}

test('what is transparent up to the border goes on transparent, the band beside it opaque, byte by byte the source', async () => {
  const colourAt = (x: number, y: number): Pixel =>
    y >= 40 && y < 80 ? [150 + restless(x, y), 90, 40, 255] : [0, restless(y, x), 200, 0];
  const { hasAlpha, at } = await expanded(picture(colourAt).png());
  expect(hasAlpha).toBe(true);
  expect(at(20, 10)).toEqual(colourAt(20, 10).map(Math.round));
  for (const x of [165, 200, 235]) {
    expect(at(x, 10)[3], `above the band at ${x}`).toBeLessThan(10);
    expect(at(x, 110)[3], `below the band at ${x}`).toBeLessThan(10);
    const [red = 0, , blue = 0, alpha] = at(x, 60);
    expect(alpha, `in the band at ${x}`).toBeGreaterThan(245);
    expect(red).toBeGreaterThan(130);
    expect(blue).toBeLessThan(70);
  }
});

test('half transparency goes on half transparent, in its own colour', async () => {
  const { at } = await expanded(
    picture((x, y) => [120 + restless(x, y), 200, 60, 110 + restless(y, x) / 3]).png(),
  );
  for (const x of [162, 190, 230]) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = at(x, 60);
    expect(alpha).toBeGreaterThan(100);
    expect(alpha).toBeLessThan(140);
    expect(red).toBeGreaterThan(105);
    expect(red).toBeLessThan(195);
    expect(green).toBeGreaterThan(185);
    expect(green).toBeLessThan(215);
    expect(blue).toBeLessThan(80);
  }
});

test('black letters on nothing stay letters: nothing black grows beside them', async () => {
  const isLetter = (x: number, y: number) => x > 20 && x < 100 && y > 30 && y < 90 && restless(x, y) > 30;
  const { at } = await expanded(
    picture((x, y) => (isLetter(x, y) ? [0, 0, 0, 255] : [255, restless(x, y), 255, 0])).png(),
  );
  const alphas = Array.from(
    { length: 80 * 120 },
    (_, index) => at(160 + (index % 80), Math.floor(index / 80))[3],
  );
  expect(Math.max(...alphas.map((alpha = 0) => alpha))).toBe(0);
});

test.each([
  ['grey', 'b-w', (source: Sharp) => source.toColourspace('b-w').jpeg()],
  ['CMYK', 'srgb', (source: Sharp) => source.toColourspace('cmyk').jpeg()],
] as const)(
  'a %s source comes back as %s, its new area in its own colours',
  async (name, comesAs, encode) => {
    const source = picture((x, y) => [130 + restless(x, y), 100 + restless(x, y), 70 + restless(x, y), 255]);
    const { hasAlpha, space, at } = await expanded(encode(source.removeAlpha()));
    expect(hasAlpha).toBe(false);
    expect(space).toBe(comesAs);
    const mean = (from: number, channel: number) => {
      const values = Array.from({ length: 60 * 100 }, (_, index) =>
        at(from + (index % 60), 10 + Math.floor(index / 60)),
      );
      return values.reduce((sum, pixel) => sum + (pixel[channel] ?? 0), 0) / values.length;
    };
    for (const channel of [0, 1, 2]) {
      expect(Math.abs(mean(20, channel) - mean(170, channel)), `${name}, channel ${channel}`).toBeLessThan(8);
    }
    if (name === 'grey') expect(new Set(at(200, 60).slice(0, 3)).size).toBe(1);
  },
);
