import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { frameOf } from '../../src/domain/frame.ts';
import { patchworkPng } from '../../testing/patchworkPng.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { testImage } from '../../testing/testImages.ts';
import { sharp } from '../images/sharpSetup.ts';
import { finish } from './finish.ts';

const expansion = { up: 0.25, right: 0.5, bottom: 0.1, left: 0.2 };
const stored = { width: 80, height: 100 };
const grey = { width: 450, height: 350, channels: 3 as const, background: '#808080' };

/** Pixels as the eye sees them, and nothing converted. */
async function pixelsOf(file: Buffer | string, channels: 3 | 4): Promise<Buffer> {
  const image = sharp(file, { ignoreIcc: true }).autoOrient();
  return (channels === 4 ? image.ensureAlpha() : image.removeAlpha()).toColourspace('srgb').raw().toBuffer();
}

async function finishOver(source: Buffer, size: { width: number; height: number }, raw: Buffer) {
  const folder = await temporaryFolder();
  const [sourcePath, rawPath, resultPath] = ['source', 'raw', 'result.png'].map((name) =>
    path.join(folder, name),
  );
  if (sourcePath === undefined || rawPath === undefined || resultPath === undefined)
    throw new Error('No paths.');
  await writeFile(sourcePath, source);
  await writeFile(rawPath, raw);
  const finished = await finish({ sourcePath, rawPath, resultPath, size, expansion });
  return { finished, resultPath };
}

describe('finish keeps every pixel of the source', () => {
  test.each([
    ['a PNG', 3, false, () => testImage(stored).png().toBuffer()],
    ['a PNG with alpha', 4, false, () => testImage(stored, 4).png().toBuffer()],
    ['a JPEG', 3, false, () => testImage(stored).jpeg({ quality: 80 }).toBuffer()],
    [
      'a JPEG with an sRGB profile',
      3,
      false,
      () => testImage(stored).withIccProfile('srgb').jpeg().toBuffer(),
    ],
    [
      'a JPEG turned by EXIF',
      3,
      true,
      () => testImage(stored).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    ],
    [
      'a mirrored and turned JPEG',
      3,
      true,
      () => testImage(stored).withMetadata({ orientation: 5 }).jpeg().toBuffer(),
    ],
    ['a WebP', 3, false, () => testImage(stored).webp({ quality: 70 }).toBuffer()],
    ['a grey PNG', 3, false, () => testImage(stored).greyscale().toColourspace('b-w').png().toBuffer()],
  ] as const)('of %s', async (_name, channels, isTurned, make) => {
    const source = await make();
    const size = isTurned ? { width: stored.height, height: stored.width } : stored;
    const frame = frameOf(size, expansion);
    // Of the frame's shape, so that nothing has to be filled, and larger than it.
    const sent = { ...grey, width: frame.width * 2, height: frame.height * 2 };
    const { finished, resultPath } = await finishOver(
      source,
      size,
      await sharp({ create: sent }).png().toBuffer(),
    );
    expect(finished).toMatchObject({ width: frame.width, height: frame.height });
    const kept = await sharp(resultPath)
      .extract({ left: frame.placement.x, top: frame.placement.y, ...size })
      .png()
      .toBuffer();
    expect((await pixelsOf(kept, channels)).equals(await pixelsOf(source, channels))).toBe(true);
  });
});

test('a drift in colour is taken out everywhere', async () => {
  const size = { width: 400, height: 400 };
  const flat = (background: string) =>
    sharp({ create: { ...size, channels: 3, background } })
      .png()
      .toBuffer();
  const frame = frameOf(size, expansion);
  const drifted = await sharp({
    create: { ...grey, width: frame.width, height: frame.height, background: '#6e7884' },
  })
    .png()
    .toBuffer();
  const { resultPath } = await finishOver(await flat('#787878'), size, drifted);
  const at = async (left: number, top: number) =>
    Array.from(await sharp(resultPath).extract({ left, top, width: 1, height: 1 }).raw().toBuffer());
  const { x, y } = frame.placement;
  expect(await at(x, y)).toEqual([0x78, 0x78, 0x78]);
  for (const value of await at(x + size.width, y + 200))
    expect(Math.abs(value - 0x78)).toBeLessThanOrEqual(1);
  for (const value of await at(x + 200, y - 1)) expect(Math.abs(value - 0x78)).toBeLessThanOrEqual(1);
  for (const value of await at(frame.width - 1, y + 200))
    expect(Math.abs(value - 0x78)).toBeLessThanOrEqual(2);
});

/** Leaves everywhere: what is stretched or out of place shows. */
function leaves({ width, height }: { width: number; height: number }) {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const wave = Math.sin(x / 9 + Math.sin(y / 31) * 3) * Math.cos(y / 11 + Math.sin(x / 43) * 4);
      data.set(
        [120 + 70 * wave, 120 + 60 * Math.sin(wave * 2 + x / 60), 100 + 40 * Math.cos(y / 50)],
        (y * width + x) * 3,
      );
    }
  }
  return () => sharp(data, { raw: { width, height, channels: 3 } });
}

test.each([
  ['leaves the right side out', 0],
  ['leaves the left side out', 1],
])('a provider that %s is placed, not stretched, and the rest is filled', async (_name, which) => {
  const size = { width: 280, height: 280 };
  const frame = frameOf(size, expansion);
  const whole = leaves(frame);
  const source = await whole()
    .extract({ left: frame.placement.x, top: frame.placement.y, ...size })
    .png()
    .toBuffer();
  const without = which === 0 ? expansion.right * size.width : frame.placement.x;
  const shown = {
    left: which === 0 ? 0 : without,
    top: 0,
    width: frame.width - without,
    height: frame.height,
  };
  const sent = await whole().extract(shown).resize({ height: 336 }).png().toBuffer();
  const { finished, resultPath } = await finishOver(source, size, sent);
  expect(finished.hasAspectMismatch).toBe(true);
  expect(finished.proof).toMatchObject({ isFilled: true, largestDifference: 0 });
  // What was sent lies where it belongs.
  const strip = { left: which === 0 ? 10 : frame.placement.x + 290, top: 40, width: 60, height: 280 };
  const made = await sharp(resultPath).extract(strip).raw().toBuffer();
  const truth = await whole().extract(strip).raw().toBuffer();
  const error = made.reduce((sum, value, at) => sum + Math.abs(value - (truth[at] ?? 0)), 0) / made.length;
  expect(error).toBeLessThan(6);
});

test('a shape that is more than 4 % off is reported, one within is not', async () => {
  const source = await testImage(stored).png().toBuffer();
  const frame = frameOf(stored, expansion);
  const sent = (width: number, height: number) =>
    sharp({ create: { ...grey, width, height } })
      .png()
      .toBuffer();
  // Narrower: wider by that much would be the shape without the bottom side.
  const off = await finishOver(source, stored, await sent(Math.round(frame.width * 0.94), frame.height));
  expect(off.finished).toMatchObject({ hasAspectMismatch: true, lacksBottom: false });
  const within = await finishOver(source, stored, await sent(Math.round(frame.width * 1.03), frame.height));
  expect(within.finished.hasAspectMismatch).toBe(false);
});

test('a picture that shows the source itself at the size of the frame stays as it was sent, to the last value', async () => {
  const frame = frameOf(stored, expansion);
  const sent = await testImage(frame).png().toBuffer();
  const { x: left, y: top } = frame.placement;
  const source = await sharp(sent)
    .extract({ left, top, ...stored })
    .png()
    .toBuffer();
  const { resultPath } = await finishOver(source, stored, sent);
  expect((await pixelsOf(resultPath, 3)).equals(await pixelsOf(sent, 3))).toBe(true);
});

test('what the engine doubts where it filled what a provider left out is told', async () => {
  const size = { width: 400, height: 400 };
  const frame = frameOf(size, expansion);
  const source = await patchworkPng(size.width);
  const shown = { width: frame.placement.x + size.width, height: frame.height };
  const sent = await sharp(source)
    .extend({ left: shown.width - size.width, top: frame.placement.y, extendWith: 'mirror' })
    .extend({ bottom: frame.height - frame.placement.y - size.height, extendWith: 'mirror' })
    .png()
    .toBuffer();
  const { finished } = await finishOver(source, size, sent);
  expect(finished).toMatchObject({ hasAspectMismatch: true, proof: { isFilled: true } });
  expect(finished.concerns).not.toEqual([]);
});

test('the shape of a frame without its bottom side is told from any other, and not stretched', async () => {
  const size = { width: 160, height: 200 };
  const source = await testImage(size).png().toBuffer();
  const { width, placement } = frameOf(size, expansion);
  const sent = sharp({ create: { ...grey, width, height: placement.y + size.height } });
  const { finished } = await finishOver(source, size, await sent.png().toBuffer());
  expect(finished).toMatchObject({ lacksBottom: true, proof: { isFilled: true, largestDifference: 0 } });
});

test.each([1, 3])(
  'on one plain colour a picture without the bottom side is placed as well, %d times as large',
  async (factor) => {
    const size = { width: 400, height: 400 };
    const flat = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
        .png()
        .toBuffer();
    const { width, placement } = frameOf(size, expansion);
    const sent = await flat(width * factor, (placement.y + size.height) * factor);
    const { finished } = await finishOver(await flat(size.width, size.height), size, sent);
    expect(finished).toMatchObject({ lacksBottom: true, proof: { isFilled: true } });
    expect(finished.map.x.scale / finished.map.y.scale).toBeCloseTo(1, 3);
  },
);

test.each([
  ['red', 0],
  ['blue', 2],
])(
  'new area that is of another %s than the source, which the picture shows as it is, is not called seamless',
  async (_name, channel) => {
    const size = { width: 400, height: 400 };
    const frame = frameOf(size, expansion);
    const whole = leaves(frame);
    const place = { left: frame.placement.x, top: frame.placement.y, ...size };
    const source = await whole().extract(place).png().toBuffer();
    const offset = [0, 0, 0];
    offset[channel] = 14;
    const picture = async (image: ReturnType<typeof sharp>) =>
      sharp(await image.png().toBuffer())
        .composite([{ input: source, left: place.left, top: place.top }])
        .png()
        .toBuffer();
    const { finished: same } = await finishOver(source, size, await picture(whole()));
    expect(same.proof.quality).toBe('seamless');
    const { finished } = await finishOver(source, size, await picture(whole().linear([1, 1, 1], offset)));
    expect(finished.proof.quality).not.toBe('seamless');
  },
);
