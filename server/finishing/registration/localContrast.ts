import type { Plane } from '../pixels/floatImage.ts';

const WINDOW_RADIUS = 8;
/** Levels of deviation below which a window counts as plain: its noise is not blown up. */
const PLAIN = 5;

/**
 * What stays of brightness when gain, bias, gamma and shading change: each pixel against mean and deviation of its
 * 17 × 17 window (Irani and Anandan, «Robust multi-sensor image alignment», 1998). Sums slide along rows and columns;
 * at the edges the window is what of it is there.
 */
export function localContrast({ width, height, values }: Plane): Plane {
  const contrast = new Float32Array(values.length);
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  let rows = 0;
  const addRow = (y: number, sign: 1 | -1) => {
    if (y < 0 || y >= height) return;
    rows += sign;
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const value = values[at] ?? 0;
      sums[x] = (sums[x] ?? 0) + sign * value;
      squares[x] = (squares[x] ?? 0) + sign * value * value;
    }
  };
  for (let y = 0; y < WINDOW_RADIUS; y += 1) addRow(y, 1);
  for (let y = 0; y < height; y += 1) {
    addRow(y + WINDOW_RADIUS, 1);
    addRow(y - WINDOW_RADIUS - 1, -1);
    const row = y * width;
    normaliseRow(
      values.subarray(row, row + width),
      { sums, squares, rows },
      contrast.subarray(row, row + width),
    );
  }
  return { width, height, values: contrast };
}

interface WindowSums {
  /** Over the window's rows, for each column. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly rows: number;
}

function normaliseRow(values: Float32Array, { sums, squares, rows }: WindowSums, out: Float32Array): void {
  const width = values.length;
  let [sum, square, columns] = [0, 0, 0];
  for (let x = 0; x < Math.min(WINDOW_RADIUS, width); x += 1, columns += 1) {
    sum += sums[x] ?? 0;
    square += squares[x] ?? 0;
  }
  for (let x = 0; x < width; x += 1) {
    if (x + WINDOW_RADIUS < width) {
      sum += sums[x + WINDOW_RADIUS] ?? 0;
      square += squares[x + WINDOW_RADIUS] ?? 0;
      columns += 1;
    }
    if (x > WINDOW_RADIUS) {
      sum -= sums[x - WINDOW_RADIUS - 1] ?? 0;
      square -= squares[x - WINDOW_RADIUS - 1] ?? 0;
      columns -= 1;
    }
    const pixels = rows * columns;
    const mean = sum / pixels;
    // Sums of floats may fall a little below zero.
    const deviation = Math.sqrt(Math.max(0, square / pixels - mean * mean));
    out[x] = ((values[x] ?? 0) - mean) / (deviation + PLAIN);
  }
}
