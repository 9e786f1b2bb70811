import type { Raster } from '../images/raster.ts';

/** Grey as three channels that are alike. */
export function greyAsColours({ data, width, height, channels }: Raster): Raster {
  const wide = channels === 2 ? 4 : 3;
  const length = width * height * wide;
  const values = data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    values.fill(data[pixel * channels] ?? 0, pixel * wide, pixel * wide + 3);
    if (wide === 4) values[pixel * 4 + 3] = data[pixel * channels + 1] ?? 0;
  }
  return { data: values, width, height, channels: wide };
}
