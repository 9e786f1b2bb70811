import sharp, { type Sharp } from 'sharp';
import type { Size } from '../src/domain/side.ts';

/** Pixels in which every place looks different: gradients with a fine pattern. RGB, or RGBA with a soft alpha. */
function pixels({ width, height }: Size, channels: 3 | 4): Buffer {
  const data = Buffer.alloc(width * height * channels);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * channels;
      data[at] = Math.round((255 * x) / width);
      data[at + 1] = Math.round((255 * y) / height);
      data[at + 2] = (x * 7 + y * 13) % 256;
      if (channels === 4) data[at + 3] = (x + y) % 256;
    }
  }
  return data;
}

/** An image to encode as wanted. */
export function testImage(size: Size, channels: 3 | 4 = 3): Sharp {
  return sharp(pixels(size, channels), { raw: { ...size, channels } });
}

export function testJpeg(size: Size = { width: 400, height: 320 }): Promise<Buffer> {
  return testImage(size).jpeg({ quality: 90 }).toBuffer();
}
