// Sums of squared differences between patches, as patchDistance.ts has them: whole numbers, so that their order does not
// matter. What reaches the limit is infinitely far.

import { isQuincunx, pixels, weights, width } from './level';

/** Where the patch of a target that straddles the border is unfolded: differences and weights, 15 vectors each. */
const PATCH: usize = 1024;
const WEIGHTS: usize = 1536;
const PIXEL: usize = 4;

function sum(v: v128): i32 {
  const halves = i32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

/** Four pixels of each, squared and summed by pairs of channels. */
function squares(a: v128, b: v128): v128 {
  const apart = v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
  const low = i16x8.extend_low_i8x16_u(apart);
  const high = i16x8.extend_high_i8x16_u(apart);
  return i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high));
}

/** Every second pixel of four of one row and four of the next. */
function everySecond(row: usize, next: usize): v128 {
  return i32x4.shuffle(v128.load(row), v128.load(next), 0, 5, 2, 7);
}

function rowSquares(a: usize, b: usize): v128 {
  return i32x4.add(
    squares(v128.load(a), v128.load(b)),
    squares(v128.load32_zero(a, 4 * PIXEL), v128.load32_zero(b, 4 * PIXEL)),
  );
}

export function patchDistance(p: i32, q: i32, limit: f64): f64 {
  const row = <usize>width * PIXEL;
  const corner = 2 * row + 2 * PIXEL;
  const a = pixels + <usize>p * PIXEL - corner;
  const b = pixels + <usize>q * PIXEL - corner;
  let all: v128;
  if (isQuincunx) {
    // Of the rightmost column the upper two stand beside the last row's; the last pixel is alone.
    const lastA = i32x4.shuffle(v128.load(a + 2 * row, 3 * PIXEL), v128.load(a, PIXEL), 0, 1, 0, 7);
    const lastB = i32x4.shuffle(v128.load(b + 2 * row, 3 * PIXEL), v128.load(b, PIXEL), 0, 1, 0, 7);
    const ends = squares(
      i32x4.shuffle(v128.load(a + 4 * row), lastA, 0, 5, 2, 7),
      i32x4.shuffle(v128.load(b + 4 * row), lastB, 0, 5, 2, 7),
    );
    const upper = squares(everySecond(a, a + row), everySecond(b, b + row));
    const lower = squares(everySecond(a + 2 * row, a + 3 * row), everySecond(b + 2 * row, b + 3 * row));
    const last = squares(v128.load32_zero(a + 4 * row, 4 * PIXEL), v128.load32_zero(b + 4 * row, 4 * PIXEL));
    all = i32x4.add(i32x4.add(upper, lower), i32x4.add(ends, last));
  } else {
    all = i32x4.add(
      rowSquares(a + 2 * row, b + 2 * row),
      i32x4.add(rowSquares(a + row, b + row), rowSquares(a + 3 * row, b + 3 * row)),
    );
    if (<f64>sum(all) >= limit) return Infinity;
    all = i32x4.add(all, i32x4.add(rowSquares(a, b), rowSquares(a + 4 * row, b + 4 * row)));
  }
  const whole = <f64>sum(all);
  return whole >= limit ? Infinity : whole;
}

let total: i32 = 0;
let count: i32 = 0;

/** Unfolds a target's patch with its weights, to be compared with any number of sources. */
export function unfold(p: i32): void {
  total = 0;
  count = isQuincunx ? 13 : 25;
  let unit: usize = 0;
  for (let y = -2; y <= 2; y++) {
    const at = p + y * width - 2;
    for (let x = 0; x < 6; x += 2) {
      const left = weightAt(at + x, x, y);
      const right = x === 4 ? 0 : weightAt(at + x + 1, x + 1, y);
      total += left + right;
      v128.store(PATCH + unit, v128.load8x8_u(pixels + <usize>(at + x) * PIXEL));
      v128.store(WEIGHTS + unit, i32x4.shuffle(i32x4.splat(left), i32x4.splat(right), 0, 1, 4, 5));
      unit += 16;
    }
  }
}

function weightAt(pixel: i32, x: i32, y: i32): i32 {
  return isQuincunx && ((x + y) & 1) !== 0 ? 0 : <i32>load<u8>(weights + <usize>pixel);
}

function weighted(q: usize, unit: usize): v128 {
  const apart = i16x8.sub(v128.load(PATCH + unit), v128.load8x8_u(q));
  return i32x4.mul(i32x4.dot_i16x8_s(apart, apart), v128.load(WEIGHTS + unit));
}

function weightedRow(q: usize, unit: usize): v128 {
  const four = i32x4.add(weighted(q, unit), weighted(q + 2 * PIXEL, unit + 16));
  return i32x4.add(four, weighted(q + 4 * PIXEL, unit + 32));
}

/** From the unfolded target. */
export function weightedPatchDistance(q: i32, limit: f64): f64 {
  if (total === 0) return 0;
  const scale = <f64>count / <f64>total;
  const rawLimit = limit / scale;
  const row = <usize>width * PIXEL;
  const b = pixels + <usize>q * PIXEL - 2 * row - 2 * PIXEL;
  let all = i32x4.add(
    weightedRow(b + 2 * row, 96),
    i32x4.add(weightedRow(b + row, 48), weightedRow(b + 3 * row, 144)),
  );
  if (<f64>sum(all) >= rawLimit) return Infinity;
  all = i32x4.add(all, i32x4.add(weightedRow(b, 0), weightedRow(b + 4 * row, 192)));
  const whole = <f64>sum(all);
  return whole >= rawLimit ? Infinity : whole * scale;
}
