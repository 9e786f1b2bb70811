import type { Size } from '../../../src/domain/side.ts';
import { colourChannels, type Raster, unitsPerLevel } from '../../images/raster.ts';
import { type FloatImage, planeAt } from './floatImage.ts';

/** A picture in levels that is read row by row, so that it need not lie in memory as such. */
export interface PictureRows extends Size {
  /** Row `y` of a channel, `width` levels; valid until the next one is asked for. */
  readonly row: (y: number, channel: number) => Float32Array;
}

/** Levels of one row, for each channel. */
export type RowLevels = readonly Float32Array[];

/** The rows of an image that lies in memory, which are views of it. */
export function rowsOfImage(image: FloatImage): PictureRows {
  const { width, height } = image;
  return {
    ...{ width, height },
    row: (y, channel) => planeAt(image, channel).subarray(y * width, (y + 1) * width),
  };
}

/** Rows that are kept: as many as the kernel reaches, and some more where it is a little wider. */
const KEPT = 12;

/**
 * The colours of an opaque raster, each row of which is made levels when it is asked for, and kept while its neighbours
 * are.
 *
 * @param change brings the levels of row `y` into other colours, in place
 */
export function rowsOfRaster(raster: Raster, change: (y: number, levels: RowLevels) => void): PictureRows {
  const { width, height } = raster;
  const colours = colourChannels(raster);
  const kept = Array.from({ length: KEPT }, () => ({
    y: -1,
    levels: Array.from({ length: colours }, () => new Float32Array(width)),
  }));
  const row = (y: number, channel: number) => {
    const slot = kept[y % KEPT];
    if (slot === undefined) throw new RangeError(`A picture has no row ${y}.`);
    if (slot.y !== y) {
      slot.levels.forEach((levels, own) => {
        readRow(raster, y, own, levels);
      });
      change(y, slot.levels);
      slot.y = y;
    }
    return planeAt({ width, height: 1, planes: slot.levels }, channel);
  };
  return { width, height, row };
}

function readRow(raster: Raster, y: number, channel: number, out: Float32Array): void {
  const { data, width, channels } = raster;
  const units = unitsPerLevel(raster);
  for (let x = 0, at = y * width * channels + channel; x < width; x += 1, at += channels)
    out[x] = (data[at] ?? 0) / units;
}
