import type { Size } from '../../../src/domain/side.ts';
import { colourChannels, type Raster, unitsPerLevel } from '../../images/raster.ts';
import type { AxisMap, ImageMap } from './axisMap.ts';
import { emptyImage, type FloatImage, type Plane } from './floatImage.ts';

export interface Kernel {
  readonly radius: number;
  readonly at: (distance: number) => number;
}

/** Keys, «Cubic convolution interpolation for digital image processing» (1981), a = −½. */
export const CATMULL_ROM: Kernel = {
  radius: 2,
  at: (distance) => {
    const t = Math.abs(distance);
    if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  },
};

/** Duchon, «Lanczos filtering in one and two dimensions» (1979), three lobes. */
export const LANCZOS_3: Kernel = {
  radius: 3,
  at: (distance) => {
    if (distance === 0) return 1;
    if (Math.abs(distance) >= 3) return 0;
    const x = Math.PI * distance;
    return (3 * Math.sin(x) * Math.sin(x / 3)) / (x * x);
  },
};

/** For each output pixel along one axis, which input pixels make it and with which weights; these sum to 1. */
export interface Taps {
  readonly count: number;
  readonly starts: Int32Array;
  /** `count` to an output pixel. */
  readonly weights: Float32Array;
}

/**
 * @param map from output coordinates to input coordinates; where it shrinks, the kernel widens against aliasing
 * @param length output pixels
 * @param inputLength input pixels; what lies beyond them shows its mirror image
 */
export function tapsAlong(map: AxisMap, length: number, inputLength: number, kernel: Kernel): Taps {
  const stretch = Math.max(1, map.scale);
  const reach = kernel.radius * stretch;
  const count = Math.min(inputLength, Math.ceil(2 * reach) + 1);
  const starts = new Int32Array(length);
  const weights = new Float32Array(length * count);
  for (let i = 0; i < length; i += 1) {
    const centre = mirroredInto(map.scale * (i + 0.5) + map.offset, inputLength) - 0.5;
    const first = Math.ceil(centre - reach);
    const start = Math.min(inputLength - count, Math.max(0, first));
    starts[i] = start;
    let sum = 0;
    for (let input = first; input <= centre + reach; input += 1) {
      const weight = kernel.at((input - centre) / stretch);
      const slot = Math.min(start + count - 1, Math.max(start, input)) - start;
      weights[i * count + slot] = (weights[i * count + slot] ?? 0) + weight;
      sum += weight;
    }
    for (let slot = 0; slot < count; slot += 1) {
      weights[i * count + slot] = (weights[i * count + slot] ?? 0) / sum;
    }
  }
  return { count, starts, weights };
}

/** Coordinates beyond an input, seen in a mirror at its edge; none is further away than its other edge. */
function mirroredInto(position: number, length: number): number {
  if (position < 0) return Math.min(length, -position);
  return position > length ? Math.max(0, 2 * length - position) : position;
}

/** The input pixels that output pixels `first` to `end` are made of: from the first to one beyond the last. */
export function reachOf(
  { count, starts }: Taps,
  first = 0,
  end = starts.length,
): { from: number; to: number } {
  return end <= first ? { from: 0, to: 0 } : { from: starts[first] ?? 0, to: (starts[end - 1] ?? 0) + count };
}

/** Weighs `row` into the pixels `from` to `to` of `out`. */
export function resampleRow(
  row: Float32Array,
  taps: Taps,
  out: Float32Array,
  from = 0,
  to = out.length,
): void {
  const { count, starts, weights } = taps;
  for (let i = from, at = from * count; i < to; i += 1) {
    let input = starts[i] ?? 0;
    let sum = 0;
    for (const end = at + count; at < end; at += 1, input += 1) {
      sum += (row[input] ?? 0) * (weights[at] ?? 0);
    }
    out[i] = sum;
  }
}

/** Columns of an input. */
interface Columns {
  readonly from: number;
  readonly to: number;
}

/** Weighs the input rows that make output row `y` into `out`, one input row wide; only those columns. */
export function resampleColumn(
  rowAt: (y: number) => Float32Array,
  { count, starts, weights }: Taps,
  y: number,
  out: Float32Array,
  { from, to }: Columns = { from: 0, to: out.length },
): void {
  out.fill(0, from, to);
  for (let tap = 0; tap < count; tap += 1) {
    const weight = weights[y * count + tap] ?? 0;
    if (weight === 0) continue;
    const row = rowAt((starts[y] ?? 0) + tap);
    for (let x = from; x < to; x += 1) out[x] = (out[x] ?? 0) + weight * (row[x] ?? 0);
  }
}

/** One plane seen through a map from output to input coordinates. */
export function resamplePlane(input: Plane, size: Size, map: ImageMap, kernel: Kernel): Plane {
  const across = tapsAlong(map.x, size.width, input.width, kernel);
  const down = tapsAlong(map.y, size.height, input.height, kernel);
  const values = new Float32Array(size.width * size.height);
  const row = new Float32Array(input.width);
  const columns = reachOf(across);
  const rowAt = (y: number) => input.values.subarray(y * input.width, (y + 1) * input.width);
  for (let y = 0; y < size.height; y += 1) {
    resampleColumn(rowAt, down, y, row, columns);
    resampleRow(row, across, values.subarray(y * size.width, (y + 1) * size.width));
  }
  return { width: size.width, height: size.height, values };
}

/**
 * The colours of a raster seen through a map from output to input coordinates, in levels. What is transparent is laid
 * on white, as a provider gets it.
 */
export function resampleRaster(raster: Raster, size: Size, map: ImageMap, kernel: Kernel): FloatImage {
  const across = tapsAlong(map.x, size.width, raster.width, kernel);
  const down = tapsAlong(map.y, size.height, raster.height, kernel);
  const channels = colourChannels(raster);
  const image = emptyImage(size, channels);
  const sums = new Float32Array(raster.width * channels);
  const row = new Float32Array(raster.width);
  for (let y = 0; y < size.height; y += 1) {
    sums.fill(0);
    for (let tap = 0; tap < down.count; tap += 1) {
      const weight = down.weights[y * down.count + tap] ?? 0;
      if (weight !== 0) addRow(raster, (down.starts[y] ?? 0) + tap, weight, sums);
    }
    image.planes.forEach((plane, channel) => {
      for (let x = 0; x < raster.width; x += 1) row[x] = sums[x * channels + channel] ?? 0;
      resampleRow(row, across, plane.subarray(y * size.width, (y + 1) * size.width));
    });
  }
  return image;
}

function addRow(raster: Raster, y: number, weight: number, sums: Float32Array): void {
  const { data, width, channels } = raster;
  const units = unitsPerLevel(raster);
  const scale = weight / units;
  const row = y * width * channels;
  if (channels === 1 || channels === 3) {
    for (let at = 0; at < width * channels; at += 1)
      sums[at] = (sums[at] ?? 0) + (data[row + at] ?? 0) * scale;
    return;
  }
  const colours = channels - 1;
  for (let x = 0; x < width; x += 1) {
    const at = row + x * channels;
    const cover = (data[at + colours] ?? 0) / (255 * units);
    for (let channel = 0; channel < colours; channel += 1) {
      const onWhite = (data[at + channel] ?? 0) * cover + 255 * units * (1 - cover);
      sums[x * colours + channel] = (sums[x * colours + channel] ?? 0) + onWhite * scale;
    }
  }
}
