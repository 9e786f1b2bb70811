import { median } from '../pixels/normalEquations.ts';
import type { Borders, Strip } from './strips.ts';

/** Blurs along the border between which the bands lie, in pixels. */
const SIGMAS = [0, 1.2, 3, 7, 16, 36, 80] as const;
/** Rows inside the border whose mean each band is taken of. */
const ROWS = [1, 1, 2, 4, 8, 12, 16] as const;
/** Distances at which reach is measured. */
const DISTANCES = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89] as const;
/** A band's value is no larger than this many deviations. */
const LARGEST = 4;
const FADE_FROM = 120;
export const SEAM_REACH = 200;
const WEAKEST = 0.02;

/** For each band, how much of it is left at each distance from the border, up to `SEAM_REACH`. */
export type Reach = readonly Float32Array[];

/** The bands of one border, one array along it for each channel and band. */
export interface BorderBands {
  readonly channels: readonly (readonly Float32Array[])[];
}

/**
 * How far the differences of each band reach, measured at borders drawn inside the source, where the answer is known: how
 * well the band at a virtual border tells the difference further out. Real drift reaches far, texture hardly a pixel (in
 * effect kriging; a membrane (Pérez et al. 2003; Farbman et al. 2009) whose decay is measured, on several scales as in
 * Burt and Adelson 1983).
 */
export function measureReach(borders: Borders): Reach {
  const strips = Object.values(borders);
  const products = SIGMAS.map(() => new Float64Array(DISTANCES.length));
  const squares = SIGMAS.map(() => new Float64Array(DISTANCES.length));
  for (const strip of strips) {
    for (const depth of virtualDepths(strip.depth)) {
      for (const values of strip.channels) addEvidence(strip, values, { depth, products, squares });
    }
  }
  return SIGMAS.map((_, band) => reachOf(products[band], squares[band]));
}

/** Bands of the differences at a border, outliers limited. */
export function bandsAt(strip: Strip, depth = 0): BorderBands {
  return { channels: strip.channels.map((values) => splitBands(strip, values, depth)) };
}

function virtualDepths(depth: number): number[] {
  const step = Math.max(4, Math.round(depth / 6));
  const depths = [2, 4, 6, 8];
  for (let at = 8 + step; at + (ROWS.at(-1) ?? 0) <= depth; at += step) depths.push(at);
  return depths.filter((at) => at + (ROWS.at(-1) ?? 0) <= depth);
}

interface Evidence {
  readonly depth: number;
  readonly products: readonly Float64Array[];
  readonly squares: readonly Float64Array[];
}

function addEvidence(strip: Strip, values: Float32Array, { depth, products, squares }: Evidence): void {
  const bands = splitBands(strip, values, depth);
  bands.forEach((band, index) => {
    let square = 0;
    for (const value of band) square += value * value;
    const [p, s] = [products[index], squares[index]];
    DISTANCES.forEach((distance, slot) => {
      if (distance > depth) return;
      const row = (depth - distance) * strip.length;
      let product = 0;
      for (let along = 0; along < strip.length; along += 1) {
        product += (band[along] ?? 0) * (values[row + along] ?? 0);
      }
      if (p) p[slot] = (p[slot] ?? 0) + product;
      if (s) s[slot] = (s[slot] ?? 0) + square;
    });
  });
}

function reachOf(products: Float64Array | undefined, squares: Float64Array | undefined): Float32Array {
  let last = 1;
  const nodes = DISTANCES.map((_, slot) => {
    const square = squares?.[slot] ?? 0;
    // Where the source is too small to tell, what was last known fades on.
    const measured = square > 0 ? (products?.[slot] ?? 0) / square : last * 0.7;
    last = Math.min(last, Math.max(0, measured));
    return last;
  });
  return Float32Array.from({ length: SEAM_REACH + 1 }, (_, distance) => {
    const value = between(nodes, Math.max(1, distance));
    const fade = distance <= FADE_FROM ? 1 : 1 - (distance - FADE_FROM) / (SEAM_REACH - FADE_FROM);
    return value * fade < WEAKEST ? 0 : value * fade;
  });
}

function between(nodes: readonly number[], distance: number): number {
  const end = DISTANCES.at(-1) ?? 0;
  if (distance >= end) return (nodes.at(-1) ?? 0) * Math.exp((end - distance) / 40);
  const next = DISTANCES.findIndex((at) => at > distance);
  const [low = 0, high = 1] = [DISTANCES[next - 1], DISTANCES[next]];
  const share = (distance - low) / (high - low);
  return (nodes[next - 1] ?? 0) * (1 - share) + (nodes[next] ?? 0) * share;
}

function splitBands({ length }: Strip, values: Float32Array, depth: number): Float32Array[] {
  const mean = new Float32Array(length);
  return SIGMAS.map((sigma, index) => {
    const rows = ROWS[index] ?? 1;
    // Each band's mean goes on from that of the finer one, which is over fewer rows.
    for (let row = depth + (ROWS[index - 1] ?? 0); row < depth + rows; row += 1) {
      for (let along = 0; along < length; along += 1) {
        mean[along] = (mean[along] ?? 0) + (values[row * length + along] ?? 0);
      }
    }
    const band = blurLine(mean, sigma);
    const next = SIGMAS[index + 1];
    const coarse = next === undefined ? null : blurLine(mean, next);
    for (let along = 0; along < length; along += 1) {
      band[along] = ((band[along] ?? 0) - (coarse?.[along] ?? 0)) / rows;
    }
    return limited(band);
  });
}

/** Outliers cut off, in place. */
function limited(band: Float32Array): Float32Array {
  const limit = 1 + LARGEST * 1.4826 * median(band.map(Math.abs));
  for (let along = 0; along < band.length; along += 1) {
    band[along] = Math.min(limit, Math.max(-limit, band[along] ?? 0));
  }
  return band;
}

/** A blur by three box means is Gaussian but for a few thousandths from this deviation on (Wells, 1986). */
const BOXES_FROM = 3;

/** Gaussian blur along a line, its ends mirrored; a copy. */
function blurLine(line: Float32Array, sigma: number): Float32Array {
  if (sigma === 0) return line.slice();
  if (sigma < BOXES_FROM) return convolved(line, sigma);
  // Three boxes of width w have the variance (w² − 1) / 4; the widths are odd, and their mean square is right.
  const ideal = Math.sqrt(4 * sigma * sigma + 1);
  const narrow = 2 * Math.floor((ideal - 1) / 2) + 1;
  const excess = ideal * ideal - narrow * narrow;
  const wideCount = Math.round((3 * excess) / ((narrow + 2) ** 2 - narrow * narrow));
  const radii = [0, 1, 2].map((i) => (narrow - 1) / 2 + (i < wideCount ? 1 : 0));
  return radii.reduce(boxed, line);
}

function boxed(line: Float32Array, radius: number): Float32Array {
  const padded = mirrored(line, radius);
  const out = new Float32Array(line.length);
  const width = 2 * radius + 1;
  let sum = 0;
  for (let i = 0; i < width - 1; i += 1) sum += padded[i] ?? 0;
  for (let at = 0; at < out.length; at += 1) {
    sum += padded[at + width - 1] ?? 0;
    out[at] = sum / width;
    sum -= padded[at] ?? 0;
  }
  return out;
}

function convolved(line: Float32Array, sigma: number): Float32Array {
  const radius = Math.ceil(2.5 * sigma);
  const weights = Float64Array.from({ length: radius + 1 }, (_, i) =>
    Math.exp((-i * i) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((sum, weight, i) => sum + (i === 0 ? weight : 2 * weight), 0);
  const padded = mirrored(line, radius);
  const out = new Float32Array(line.length);
  for (let at = 0; at < out.length; at += 1) {
    let sum = (padded[at + radius] ?? 0) * (weights[0] ?? 0);
    for (let i = 1; i <= radius; i += 1) {
      sum += ((padded[at + radius - i] ?? 0) + (padded[at + radius + i] ?? 0)) * (weights[i] ?? 0);
    }
    out[at] = sum / total;
  }
  return out;
}

/** The line with so many values more at either end, mirrored as often as it takes. */
function mirrored(line: Float32Array, radius: number): Float32Array {
  const padded = new Float32Array(line.length + 2 * radius);
  padded.set(line, radius);
  const period = 2 * line.length;
  const valueAt = (position: number) => {
    const at = ((position % period) + period) % period;
    return line[at < line.length ? at : period - 1 - at] ?? 0;
  };
  for (let i = 1; i <= radius; i += 1) {
    padded[radius - i] = valueAt(-i);
    padded[radius + line.length - 1 + i] = valueAt(line.length - 1 + i);
  }
  return padded;
}
