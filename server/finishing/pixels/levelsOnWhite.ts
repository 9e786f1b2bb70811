import { hasAlpha, type Raster, unitsPerLevel } from '../../images/raster.ts';

/** The level of a channel of a raster's pixel, 0–255; what is transparent lies on white. */
export function levelsOnWhite(raster: Raster): (pixel: number, channel: number) => number {
  const { data, channels } = raster;
  const units = unitsPerLevel(raster);
  const level = (pixel: number, channel: number) => (data[pixel * channels + channel] ?? 0) / units;
  if (!hasAlpha(raster)) return level;
  return (pixel, channel) => {
    const cover = level(pixel, channels - 1) / 255;
    return level(pixel, channel) * cover + 255 * (1 - cover);
  };
}
