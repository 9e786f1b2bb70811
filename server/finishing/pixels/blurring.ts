import type { Room } from '../kernel/room.ts';
import type { Plane } from './floatImage.ts';

/** Gaussian blur; beyond the edge the outermost pixel is repeated. */
export function gaussianBlur(room: Room, plane: Plane, sigma: number): Plane {
  const { width, height } = plane;
  const blurred = room.floats(plane.values.length);
  room.briefly(() => {
    const { values } = room.held(plane);
    const half = room.copied(halfKernel(sigma));
    const radius = half.length - 1;
    const line = lineFor(room, width, radius);
    room.kernel.gaussianBlur(
      values.byteOffset,
      width,
      height,
      half.byteOffset,
      radius,
      line.byteOffset,
      blurred.byteOffset,
    );
  });
  return { width, height, values: blurred };
}

/** From the middle outwards; the whole kernel sums to 1. Its ends are cut where they weigh a few hundredths. */
function halfKernel(sigma: number): Float64Array {
  const radius = Math.max(1, Math.ceil(sigma * 2));
  const half = Float64Array.from({ length: radius + 1 }, (_, i) => Math.exp(-(i ** 2) / (2 * sigma * sigma)));
  const sum = half.reduce((total, weight, i) => total + (i === 0 ? 1 : 2) * weight, 0);
  return half.map((weight) => weight / sum);
}

/** A row with so many pixels more at either end, and some for the last four. */
function lineFor(room: Room, width: number, radius: number): Float32Array {
  return room.floats(width + 2 * radius + 4);
}

interface MeanOptions {
  /** A plane of the same size, by which the first is multiplied before. */
  readonly factor?: Plane;
  /** Gets the mean, where that is to lie somewhere already. */
  readonly out?: Float32Array;
}

/** Mean over a window of (2 · radius + 1)² pixels, at the edges over those that are there. */
export function boxMean(room: Room, plane: Plane, radius: number, { factor, out }: MeanOptions = {}): Plane {
  const { width, height } = plane;
  const mean = out ?? room.floats(plane.values.length);
  room.briefly(() => {
    const { values } = room.held(plane);
    const factorAt = factor === undefined ? 0 : room.held(factor).values.byteOffset;
    const shares = room.floats(width);
    for (let x = 0; x < width; x += 1)
      shares[x] = 1 / (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1);
    const line = lineFor(room, width, radius);
    room.kernel.boxMean(
      values.byteOffset,
      factorAt,
      width,
      height,
      radius,
      shares.byteOffset,
      line.byteOffset,
      mean.byteOffset,
    );
  });
  return { width, height, values: mean };
}

/** Half the size, rounded down, with the binomial kernel [1 3 3 1]/8 along both axes. */
export function halved(room: Room, plane: Plane): Plane {
  const { width, height } = plane;
  const size = { width: width >> 1, height: height >> 1 };
  const half = room.floats(size.width * size.height);
  room.briefly(() => {
    const { values } = room.held(plane);
    const line = room.floats(width);
    room.kernel.halve(values.byteOffset, width, height, line.byteOffset, half.byteOffset);
  });
  return { ...size, values: half };
}
