import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { frameOf } from '../../src/domain/frame.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { openImage } from '../images/openImage.ts';
import { type PngChunk, withChunks } from '../images/pngChunks.ts';
import { sharp } from '../images/sharpSetup.ts';
import { finish } from './finish.ts';

const size = { width: 600, height: 400 };
const expansion = { up: 0, right: 0.3, bottom: 0.1, left: 0.1 };
const frame = frameOf(size, expansion);

/** One smooth colour in which blue is the same everywhere, with a white and a red patch at its upper corners. */
function picture(): Uint8Array {
  const data = new Uint8Array(size.width * size.height * 3);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const smooth = [40 + x / 4, 60 + (120 * y) / size.height, 90];
      const patch = y >= 100 ? null : x < 150 ? [255, 255, 255] : x >= 450 ? [255, 0, 0] : null;
      data.set(patch ?? smooth, (y * size.width + x) * 3);
    }
  }
  return data;
}

const linearGamma: PngChunk = { type: 'gAMA', data: Buffer.from([0, 1, 0x86, 0xa0]) };

test.each<[string, PngChunk[]]>([
  ['sRGB', []],
  ['linear light', [linearGamma]],
])(
  'saturated patches that cross the border keep their colour when nothing was wrong with it (%s)',
  async (_name, chunks) => {
    const folder = await temporaryFolder();
    const file = (name: string) => path.join(folder, name);
    const plain = await sharp(picture(), { raw: { ...size, channels: 3 } })
      .png()
      .toBuffer();
    await writeFile(file('source'), Buffer.concat(withChunks(plain, chunks)));
    const right = frame.width - size.width - frame.placement.x;
    const truth = (await (await openImage(file('source'))).toSrgb()).removeAlpha().extend({
      ...{ left: frame.placement.x, top: 0, right, bottom: frame.height - size.height },
      extendWith: 'mirror',
    });
    await truth.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toFile(file('raw'));
    const request = { sourcePath: file('source'), rawPath: file('raw'), resultPath: file('result.png') };
    await finish({ ...request, size, expansion });
    const place = { left: frame.placement.x + size.width + 10, top: 20, width: right - 60, height: 60 };
    const result = await (await (await openImage(file('result.png'))).toSrgb()).png().toBuffer();
    const seen = async (part: typeof place) =>
      (await sharp(await sharp(result).extract(part).png().toBuffer()).stats()).channels;
    const patch = await seen(place);
    patch.forEach(({ mean }, channel) => {
      expect(Math.abs(mean - (channel === 0 ? 255 : 0)), `channel ${channel}`).toBeLessThan(4);
    });
    // White, mirrored at the left.
    const left = await seen({ ...place, left: 0, width: 40 });
    for (const { mean } of left) expect(mean).toBeGreaterThan(252);
  },
);
