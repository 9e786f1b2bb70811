import type { Plane } from './floatImage.ts';

/** Gaussian blur; beyond the edge the outermost pixel is repeated. */
export function gaussianBlur({ width, height, values }: Plane, sigma: number): Plane {
  const half = halfKernel(sigma);
  const radius = half.length - 1;
  const padded = new Float32Array(width + 2 * radius);
  // Rows that were blurred along themselves, as many as one row of the result is made of.
  const ring = Array.from({ length: 2 * radius + 1 }, () => new Float32Array(width));
  const ringAt = (y: number) => ring[Math.min(height - 1, Math.max(0, y)) % ring.length] ?? padded;
  const prepare = (y: number) => {
    if (y >= height) return;
    const row = y * width;
    padded.fill(values[row] ?? 0, 0, radius);
    padded.set(values.subarray(row, row + width), radius);
    padded.fill(values[row + width - 1] ?? 0, radius + width);
    blurRow(padded, half, ringAt(y));
  };
  const blurred = new Float32Array(values.length);
  for (let y = 0; y < radius; y += 1) prepare(y);
  for (let y = 0; y < height; y += 1) {
    prepare(y + radius);
    const out = blurred.subarray(y * width, (y + 1) * width);
    addRows(out, ringAt(y), null, half[0] ?? 1);
    for (let tap = 1; tap <= radius; tap += 1) addRows(out, ringAt(y - tap), ringAt(y + tap), half[tap] ?? 0);
  }
  return { width, height, values: blurred };
}

function addRows(
  out: Float32Array | Float64Array,
  a: Float32Array,
  b: Float32Array | null,
  weight: number,
): void {
  if (b === null) {
    for (let x = 0; x < out.length; x += 1) out[x] = (out[x] ?? 0) + weight * (a[x] ?? 0);
    return;
  }
  for (let x = 0; x < out.length; x += 1) out[x] = (out[x] ?? 0) + weight * ((a[x] ?? 0) + (b[x] ?? 0));
}

/** From the middle outwards; the whole kernel sums to 1. Its ends are cut where they weigh a few hundredths. */
function halfKernel(sigma: number): Float64Array {
  const radius = Math.max(1, Math.ceil(sigma * 2));
  const half = Float64Array.from({ length: radius + 1 }, (_, i) => Math.exp(-(i ** 2) / (2 * sigma * sigma)));
  const sum = half.reduce((total, weight, i) => total + (i === 0 ? 1 : 2) * weight, 0);
  return half.map((weight) => weight / sum);
}

function blurRow(padded: Float32Array, half: Float64Array, out: Float32Array): void {
  const radius = half.length - 1;
  const middle = half[0] ?? 1;
  for (let x = 0; x < out.length; x += 1) {
    const at = x + radius;
    let total = middle * (padded[at] ?? 0);
    for (let tap = 1; tap <= radius; tap += 1) {
      total += (half[tap] ?? 0) * ((padded[at - tap] ?? 0) + (padded[at + tap] ?? 0));
    }
    out[x] = total;
  }
}

/** Mean over a window of (2 · radius + 1)² pixels, at the edges over those that are there. */
export function boxMean({ width, height, values }: Plane, radius: number): Plane {
  const mean = new Float32Array(values.length);
  const ring = Array.from({ length: 2 * radius + 2 }, () => new Float32Array(width));
  // Rows beyond either edge count nothing.
  const nothing = new Float32Array(width);
  const sums = new Float64Array(width);
  const take = (y: number) => {
    if (y >= height) return nothing;
    const row = ring[y % ring.length] ?? nothing;
    slide(values.subarray(y * width, (y + 1) * width), row, radius);
    return row;
  };
  for (let y = 0; y < Math.min(radius, height); y += 1) addRows(sums, take(y), null, 1);
  for (let y = 0; y < height; y += 1) {
    const below = take(y + radius);
    const above = y > radius ? (ring[(y - radius - 1) % ring.length] ?? nothing) : nothing;
    const share = 1 / (Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1);
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const sum = (sums[x] ?? 0) + ((below[x] ?? 0) - (above[x] ?? 0));
      sums[x] = sum;
      mean[at] = sum * share;
    }
  }
  return { width, height, values: mean };
}

/** Means along one row. */
function slide(input: Float32Array, output: Float32Array, radius: number): void {
  const { length } = input;
  let sum = 0;
  for (let i = 0; i < Math.min(radius, length); i += 1) sum += input[i] ?? 0;
  const inner = Math.min(length, radius + 1);
  for (let i = 0; i < inner; i += 1) {
    if (i + radius < length) sum += input[i + radius] ?? 0;
    output[i] = sum / (Math.min(length - 1, i + radius) + 1);
  }
  const share = 1 / (2 * radius + 1);
  const last = length - radius;
  for (let i = inner; i < last; i += 1) {
    sum += (input[i + radius] ?? 0) - (input[i - radius - 1] ?? 0);
    output[i] = sum * share;
  }
  for (let i = Math.max(inner, last); i < length; i += 1) {
    sum -= input[i - radius - 1] ?? 0;
    output[i] = sum / (length - i + radius);
  }
}

/** Half the size, with the binomial kernel [1 3 3 1]/8 along both axes. */
export function halved({ width, height, values }: Plane): Plane {
  const size = { width: width >> 1, height: height >> 1 };
  const across = new Float32Array(size.width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const at = y * width + 2 * x;
      const middle = (values[at] ?? 0) + (values[at + 1] ?? 0);
      const outer = (values[x === 0 ? at : at - 1] ?? 0) + (values[2 * x + 2 < width ? at + 2 : at + 1] ?? 0);
      across[y * size.width + x] = (outer + 3 * middle) / 8;
    }
  }
  const result = new Float32Array(size.width * size.height);
  const clampY = (y: number) => Math.min(height - 1, Math.max(0, y));
  for (let y = 0; y < size.height; y += 1) {
    const rows = [-1, 0, 1, 2].map((dy) => clampY(2 * y + dy) * size.width);
    const [a = 0, b = 0, c = 0, d = 0] = rows;
    for (let x = 0; x < size.width; x += 1) {
      const middle = (across[b + x] ?? 0) + (across[c + x] ?? 0);
      result[y * size.width + x] = ((across[a + x] ?? 0) + 3 * middle + (across[d + x] ?? 0)) / 8;
    }
  }
  return { ...size, values: result };
}
