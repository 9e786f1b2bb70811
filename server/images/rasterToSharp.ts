import type { Raster } from './raster.ts';
import { sharp } from './sharpSetup.ts';

/** Pixels as an image whose values nothing converts. */
export function rasterToSharp({ data, width, height, channels }: Raster): ReturnType<typeof sharp> {
  const image = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  const is16 = data.BYTES_PER_ELEMENT === 2;
  if (channels < 3) return image.toColourspace(is16 ? 'grey16' : 'b-w');
  return image.toColourspace(is16 ? 'rgb16' : 'srgb');
}
