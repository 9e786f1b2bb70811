import type { AxisMap } from './axisMap.ts';

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
