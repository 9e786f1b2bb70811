import type { Point, Size } from '../../../src/domain/side.ts';

/** An image in planes, one Float32Array (width × height) for each channel, in levels 0–255 whatever the depth. */
export interface FloatImage extends Size {
  readonly planes: readonly Float32Array[];
}

/** One channel of it. */
export interface Plane extends Size {
  readonly values: Float32Array;
}

export function emptyImage({ width, height }: Size, channels: number): FloatImage {
  return { width, height, planes: Array.from({ length: channels }, () => new Float32Array(width * height)) };
}

/** Channel `index` of an image; a channel that is not there is the first one, so that grey stands for all three. */
export function planeAt(image: FloatImage, index: number): Float32Array {
  const plane = image.planes[index] ?? image.planes[0];
  if (plane === undefined) throw new Error('An image without channels.');
  return plane;
}

/** Brightness as the eye weighs the channels (Rec. 601), or the grey itself. */
export function lumaOf(image: FloatImage): Plane {
  const { width, height } = image;
  if (image.planes.length < 3) return { width, height, values: planeAt(image, 0) };
  const [r, g, b] = [planeAt(image, 0), planeAt(image, 1), planeAt(image, 2)];
  const values = new Float32Array(width * height);
  for (let at = 0; at < values.length; at += 1) {
    values[at] = 0.299 * (r[at] ?? 0) + 0.587 * (g[at] ?? 0) + 0.114 * (b[at] ?? 0);
  }
  return { width, height, values };
}

/** A rectangle cut out of a plane. */
export function partOf(plane: Plane, { x, y, width, height }: Size & Point): Plane {
  const values = new Float32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = (row + y) * plane.width + x;
    values.set(plane.values.subarray(from, from + width), row * width);
  }
  return { width, height, values };
}
