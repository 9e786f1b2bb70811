import type { Size } from '../domain/side.ts';

interface TexturedPlanes extends Size {
  /** Red, green, blue, texture: four floats a pixel. Texture is written. */
  readonly data: Float32Array;
}

/** Brings the energy of grass or gravel to about the range that colours have. */
const GAIN = 3;
const RADIUS = 2;

/**
 * How restless the picture is around each pixel: the box average of the luminance gradient's length, as a byte. It joins
 * the colours in the patch distance (the gradient channels of Darabi et al. 2012, reduced to their local mean).
 */
export function textureEnergy({ width, height, data }: TexturedPlanes): void {
  const gradient = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const down = y + 1 < height ? width : 0;
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const right = x + 1 < width ? 1 : 0;
      const here = luminance(data, at);
      gradient[at] = Math.hypot(luminance(data, at + right) - here, luminance(data, at + down) - here);
    }
  }
  const smooth = boxAverage(boxAverage(gradient, width, height), height, width);
  for (let at = 0; at < smooth.length; at += 1) data[at * 4 + 3] = Math.min(255, GAIN * (smooth[at] ?? 0));
}

function luminance(data: Float32Array, at: number): number {
  const index = at * 4;
  return 0.299 * (data[index] ?? 0) + 0.587 * (data[index + 1] ?? 0) + 0.114 * (data[index + 2] ?? 0);
}

/** Averages along x and returns the image turned on its side, so that a second call averages along y. */
function boxAverage(values: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const first = Math.max(0, x - RADIUS);
      const last = Math.min(width - 1, x + RADIUS);
      let sum = 0;
      for (let step = first; step <= last; step += 1) sum += values[y * width + step] ?? 0;
      out[x * height + y] = sum / (last - first + 1);
    }
  }
  return out;
}
