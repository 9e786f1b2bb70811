// Rows of a picture in levels, single precision: made from bytes, weighed into other rows, and made bytes again.

const FLOAT: usize = 4;
const FOUR: usize = 16;

/**
 * Levels of one channel of a row of values.
 *
 * @param values of one byte each, or of two where `isWide`
 * @param step values to a pixel
 */
export function readLevels(values: usize, step: u32, isWide: bool, scale: f32, out: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const at = <usize>(i * step);
    const value = isWide ? <f32>load<u16>(values + 2 * at) : <f32>load<u8>(values + at);
    store<f32>(out + FLOAT * <usize>i, value * scale);
  }
}

/** Lays a row of levels on white, by how much of it covers, 0–255. */
export function layOnWhite(levels: usize, covers: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const at = FLOAT * <usize>i;
    const cover = load<f32>(covers + at) / 255;
    store<f32>(levels + at, load<f32>(levels + at) * cover + 255 * (1 - cover));
  }
}

/** `out[x] = Σ weights[k] · rows[k][x]` for x from `from` to `to`; `rows` holds addresses. */
export function weighRows(rows: usize, weights: usize, count: u32, out: usize, from: u32, to: u32): void {
  let x = <usize>from * FLOAT;
  const end = <usize>to * FLOAT;
  for (; x + 2 * FOUR <= end; x += 2 * FOUR) {
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    for (let k: u32 = 0; k < count; k++) {
      const weight = v128.load32_splat(weights + FLOAT * <usize>k);
      const row = <usize>load<u32>(rows + 4 * <usize>k) + x;
      first = f32x4.add(first, f32x4.mul(weight, v128.load(row)));
      second = f32x4.add(second, f32x4.mul(weight, v128.load(row, FOUR)));
    }
    v128.store(out + x, first);
    v128.store(out + x, second, FOUR);
  }
  for (; x < end; x += FLOAT) {
    let sum: f32 = 0;
    for (let k: u32 = 0; k < count; k++)
      sum += load<f32>(weights + FLOAT * <usize>k) * load<f32>(<usize>load<u32>(rows + 4 * <usize>k) + x);
    store<f32>(out + x, sum);
  }
}

/**
 * Weighs a row into the pixels `from` to `to` of another: each is made of `4 · groups` neighbours, the first of which
 * `starts` tells. Behind the row three floats more are read, which weigh nothing.
 */
export function weighAlong(
  row: usize,
  starts: usize,
  weights: usize,
  groups: u32,
  out: usize,
  from: u32,
  to: u32,
): void {
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const start = starts + 4 * <usize>i;
    const own = weights + FOUR * <usize>(i * groups);
    const a = weighed(row, start, own, groups);
    const b = weighed(row, start + 4, own + FOUR * <usize>groups, groups);
    const c = weighed(row, start + 8, own + FOUR * <usize>(2 * groups), groups);
    const d = weighed(row, start + 12, own + FOUR * <usize>(3 * groups), groups);
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
    const sums = f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    v128.store(out + FLOAT * <usize>i, sums);
  }
  for (; i < to; i++) {
    const sum = weighed(row, starts + 4 * <usize>i, weights + FOUR * <usize>(i * groups), groups);
    const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2);
    const high = f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3);
    store<f32>(out + FLOAT * <usize>i, low + high);
  }
}

/** Of one pixel, four sums whose own sum it is. */
function weighed(row: usize, start: usize, weights: usize, groups: u32): v128 {
  let input = row + FLOAT * <usize>load<u32>(start);
  let sum = f32x4.mul(v128.load(input), v128.load(weights));
  for (let group: u32 = 1; group < groups; group++) {
    input += FOUR;
    weights += FOUR;
    sum = f32x4.add(sum, f32x4.mul(v128.load(input), v128.load(weights)));
  }
  return sum;
}

/**
 * Grain of a row of pixels, in levels: the same pixel always gets the same of the noise.
 *
 * @param x of the first pixel; a multiple of four pixels is read and written
 * @param deviations of the grain at each level 0–255
 * @param noise 4096 values, by which it is distributed
 */
export function makeGrain(
  x: u32,
  y: u32,
  levels: usize,
  deviations: usize,
  noise: usize,
  out: usize,
  count: u32,
): void {
  const row = i32x4.splat((y + 1) * 0x85ebca6b);
  const highest = f32x4.splat(255);
  let columns = i32x4.add(i32x4.splat(x + 1), i32x4(0, 1, 2, 3));
  for (let i: u32 = 0; i < count; i += 4) {
    const at = FLOAT * <usize>i;
    const drawn = i32x4.shr_u(hash(v128.xor(i32x4.mul(columns, i32x4.splat(0x9e3779b1)), row)), 20);
    const level = f32x4.max(f32x4.splat(0), f32x4.min(highest, v128.load(levels + at)));
    const deviation = lookedUp(deviations, i32x4.trunc_sat_f32x4_s(level));
    v128.store(out + at, f32x4.mul(deviation, lookedUp(noise, drawn)));
    columns = i32x4.add(columns, i32x4.splat(4));
  }
}

function lookedUp(table: usize, entries: v128): v128 {
  const first = v128.load32_zero(table + FLOAT * <usize>i32x4.extract_lane(entries, 0));
  const second = v128.load32_lane(table + FLOAT * <usize>i32x4.extract_lane(entries, 1), first, 1);
  const third = v128.load32_lane(table + FLOAT * <usize>i32x4.extract_lane(entries, 2), second, 2);
  return v128.load32_lane(table + FLOAT * <usize>i32x4.extract_lane(entries, 3), third, 3);
}

/** Wellons, «Prospecting for hash functions» (2018): lowbias32. */
function hash(mixed: v128): v128 {
  let h = v128.xor(mixed, i32x4.shr_u(mixed, 16));
  h = i32x4.mul(h, i32x4.splat(0x7feb352d));
  h = v128.xor(h, i32x4.shr_u(h, 15));
  h = i32x4.mul(h, i32x4.splat(0x846ca68b));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

/**
 * Makes levels, with grain on them, values, rounded and held between none and the most.
 *
 * @param grain as many levels
 * @param units to a level
 */
export function writeLevels(
  levels: usize,
  grain: usize,
  count: u32,
  units: f32,
  out: usize,
  step: u32,
  isWide: bool,
): void {
  const most = f32x4.splat(255 * units);
  const size: usize = isWide ? 2 : 1;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = FLOAT * <usize>i;
    const exact = f32x4.mul(f32x4.add(v128.load(levels + at), v128.load(grain + at)), f32x4.splat(units));
    const held = f32x4.max(f32x4.splat(0), f32x4.min(most, exact));
    const values = i32x4.trunc_sat_f32x4_s(f32x4.add(held, f32x4.splat(0.5)));
    const to = out + size * <usize>(i * step);
    put(to, i32x4.extract_lane(values, 0), isWide);
    if (i + 1 < count) put(to + size * <usize>step, i32x4.extract_lane(values, 1), isWide);
    if (i + 2 < count) put(to + size * <usize>(2 * step), i32x4.extract_lane(values, 2), isWide);
    if (i + 3 < count) put(to + size * <usize>(3 * step), i32x4.extract_lane(values, 3), isWide);
  }
}

function put(at: usize, value: i32, isWide: bool): void {
  if (isWide) store<u16>(at, <u16>value);
  else store<u8>(at, <u8>value);
}
