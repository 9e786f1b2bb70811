import { inRoom, type Room } from '../kernel/room.ts';
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
    for (const channel of strip.channels) {
      inRoom((room) => {
        const values = room.copied(channel);
        for (const depth of virtualDepths(strip.depth))
          room.briefly(() => addEvidence(room, strip.length, { values, depth, products, squares }));
      });
    }
  }
  return SIGMAS.map((_, band) => reachOf(products[band], squares[band]));
}

/** Bands of the differences at a border, outliers limited. */
export function bandsAt(strip: Strip): BorderBands {
  return {
    channels: strip.channels.map((values) =>
      inRoom((room) => splitBands(room, strip.length, { values, depth: 0 }).map((band) => band.slice())),
    ),
  };
}

function virtualDepths(depth: number): number[] {
  const step = Math.max(4, Math.round(depth / 6));
  const depths = [2, 4, 6, 8];
  for (let at = 8 + step; at + (ROWS.at(-1) ?? 0) <= depth; at += step) depths.push(at);
  return depths.filter((at) => at + (ROWS.at(-1) ?? 0) <= depth);
}

/** Rows along a border, and the one at which the border is drawn. */
interface Rows {
  readonly values: Float32Array;
  readonly depth: number;
}

interface Evidence extends Rows {
  readonly products: readonly Float64Array[];
  readonly squares: readonly Float64Array[];
}

/** @param length of a row; all of them lie in the room */
function addEvidence(room: Room, length: number, { values, depth, products, squares }: Evidence): void {
  const { kernel } = room;
  splitBands(room, length, { values, depth }).forEach((band, index) => {
    const square = kernel.dotAlong(band.byteOffset, band.byteOffset, length);
    const [p, s] = [products[index], squares[index]];
    DISTANCES.forEach((distance, slot) => {
      if (distance > depth) return;
      const row = values.byteOffset + 4 * (depth - distance) * length;
      if (p) p[slot] = (p[slot] ?? 0) + kernel.dotAlong(band.byteOffset, row, length);
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

function splitBands(room: Room, length: number, { values, depth }: Rows): Float32Array[] {
  const mean = room.floats(length).fill(0);
  return SIGMAS.map((sigma, index) => {
    const rows = ROWS[index] ?? 1;
    // Each band's mean goes on from that of the finer one, which is over fewer rows.
    for (let row = depth + (ROWS[index - 1] ?? 0); row < depth + rows; row += 1) {
      const from = row * length;
      for (let along = 0; along < length; along += 1)
        mean[along] = (mean[along] ?? 0) + (values[from + along] ?? 0);
    }
    const band = blurLine(room, mean, sigma);
    const next = SIGMAS[index + 1];
    const coarse = next === undefined ? null : blurLine(room, mean, next);
    for (let along = 0; along < length; along += 1)
      band[along] = ((band[along] ?? 0) - (coarse?.[along] ?? 0)) / rows;
    return limited(band);
  });
}

/** As many values tell the deviation of a band. */
const SAMPLES = 512;

/** Outliers cut off, in place. */
function limited(band: Float32Array): Float32Array {
  const step = Math.max(1, Math.floor(band.length / SAMPLES));
  const sizes = new Float32Array(Math.ceil(band.length / step));
  for (let i = 0; i < sizes.length; i += 1) sizes[i] = Math.abs(band[i * step] ?? 0);
  const limit = 1 + LARGEST * 1.4826 * median(sizes);
  for (let along = 0; along < band.length; along += 1) {
    const value = band[along] ?? 0;
    if (value > limit) band[along] = limit;
    else if (value < -limit) band[along] = -limit;
  }
  return band;
}

/** A blur by three box means is Gaussian but for a few thousandths from this deviation on (Wells, 1986). */
const BOXES_FROM = 3;

/** Gaussian blur along a line, its ends mirrored; a copy in the room. */
function blurLine(room: Room, line: Float32Array, sigma: number): Float32Array {
  if (sigma === 0) return room.copied(line);
  if (sigma < BOXES_FROM) return convolved(room, line, sigma);
  // Three boxes of width w have the variance (w² − 1) / 4; the widths are odd, and their mean square is right.
  const ideal = Math.sqrt(4 * sigma * sigma + 1);
  const narrow = 2 * Math.floor((ideal - 1) / 2) + 1;
  const excess = ideal * ideal - narrow * narrow;
  const wideCount = Math.round((3 * excess) / ((narrow + 2) ** 2 - narrow * narrow));
  return [0, 1, 2].reduce((blurred, i) => {
    const radius = (narrow - 1) / 2 + (i < wideCount ? 1 : 0);
    const padded = mirrored(room, blurred, radius);
    const out = room.floats(line.length);
    room.kernel.boxAlong(padded.byteOffset, radius, out.byteOffset, line.length);
    return out;
  }, line);
}

function convolved(room: Room, line: Float32Array, sigma: number): Float32Array {
  const radius = Math.ceil(2.5 * sigma);
  const weights = Float64Array.from({ length: radius + 1 }, (_, i) =>
    Math.exp((-i * i) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((sum, weight, i) => sum + (i === 0 ? weight : 2 * weight), 0);
  const half = room.copied(weights.map((weight) => weight / total));
  const padded = mirrored(room, line, radius);
  const out = room.floats(line.length);
  room.kernel.convolveAlong(padded.byteOffset, half.byteOffset, radius, out.byteOffset, line.length);
  return out;
}

/** The line with so many values more at either end, mirrored as often as it takes. */
function mirrored(room: Room, line: Float32Array, radius: number): Float32Array {
  const { length } = line;
  const padded = room.floats(length + 2 * radius);
  padded.set(line, radius);
  for (let i = 0; i < radius; i += 1) {
    // In periods of two lines, the second of which runs backwards.
    const place = i % (2 * length);
    const at = place < length ? place : 2 * length - 1 - place;
    padded[radius - 1 - i] = line[at] ?? 0;
    padded[radius + length + i] = line[length - 1 - at] ?? 0;
  }
  return padded;
}
