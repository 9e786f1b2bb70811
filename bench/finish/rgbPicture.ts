import sharp, { type Sharp } from 'sharp';
import type { Size } from '../../src/domain/side.ts';

/** Three bytes a pixel. */
export interface RgbPicture extends Size {
  readonly data: Uint8Array;
}

/** A photo of about so many megapixels, upright, sRGB. */
export async function readPhoto(file: string, megapixels: number): Promise<RgbPicture> {
  const upright = sharp(file).autoOrient().toColourspace('srgb').removeAlpha();
  const { autoOrient } = await sharp(file).metadata();
  const scale = Math.sqrt((megapixels * 1e6) / (autoOrient.width * autoOrient.height));
  const width = Math.round(autoOrient.width * scale);
  return readRgb(scale < 1 ? upright.resize({ width }) : upright);
}

export async function readRgb(image: Sharp): Promise<RgbPicture> {
  const { data, info } = await image
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

export function toSharp({ data, width, height }: RgbPicture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
}
