import type { Size } from '../../src/domain/side.ts';
import { colourChannels, hasAlpha, type Raster, unitsPerLevel } from '../images/raster.ts';

/** A source as a picture sees it, made once for all places that are tried. */
export interface ShrunkSource extends Size {
  /** The source, or the means of squares of `factor`² of its pixels, at 16 bits and on white. */
  readonly raster: Raster;
  readonly factor: number;
}

/** Means of squares no wider than half a pixel of the picture soften nothing that it shows. */
const MAX_SHARE = 0.5;

/**
 * Shrinks a source that is much larger than what a picture shows of it: the kernel that follows then has fewer pixels to
 * weigh. `width` and `height` stay the source's own.
 *
 * @param scale pixels of the picture to one of the source
 */
export function shrunkSource(source: Raster, scale: number): ShrunkSource {
  const { width, height } = source;
  const factor = Math.max(1, Math.floor(MAX_SHARE / scale));
  return { width, height, factor, raster: factor === 1 ? source : meansOfSquares(source, factor) };
}

function meansOfSquares(source: Raster, factor: number): Raster {
  const width = Math.floor(source.width / factor);
  const height = Math.floor(source.height / factor);
  const channels = colourChannels(source);
  const data = new Uint16Array(width * height * channels);
  // Of as many rows, the colours of each column.
  const sums = new Float64Array(width * factor * channels);
  const share = 257 / unitsPerLevel(source) / (factor * factor);
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    for (let row = 0; row < factor; row += 1) addRow(source, y * factor + row, sums);
    for (let x = 0, to = y * width * channels; x < width; x += 1) {
      for (let channel = 0; channel < channels; channel += 1, to += 1) {
        let sum = 0;
        for (let i = 0, at = x * factor * channels + channel; i < factor; i += 1, at += channels)
          sum += sums[at] ?? 0;
        data[to] = sum * share + 0.5;
      }
    }
  }
  return { data, width, height, channels };
}

/** Adds a row's colours, laid on white. */
function addRow(source: Raster, y: number, sums: Float64Array): void {
  const { data, width, channels } = source;
  const from = y * width * channels;
  if (!hasAlpha(source)) {
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (data[from + at] ?? 0);
    return;
  }
  const colours = channels - 1;
  const white = 255 * unitsPerLevel(source);
  for (let to = 0, at = from; to < sums.length; at += channels) {
    const cover = (data[at + colours] ?? 0) / white;
    for (let channel = 0; channel < colours; channel += 1, to += 1)
      sums[to] = (sums[to] ?? 0) + (data[at + channel] ?? 0) * cover + white * (1 - cover);
  }
}
