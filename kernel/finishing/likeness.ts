// How alike two planes are: local contrast, and what a tile says about a shift.

const FLOAT: usize = 4;
const DOUBLE: usize = 8;

/**
 * Each pixel against mean and deviation of its window, `radius` pixels either way, at the edges of what is there of it.
 *
 * @param plain levels of deviation below which a window counts as plain
 * @param sums room for 2 · `width` doubles
 */
export function localContrast(
  plane: usize,
  width: i32,
  height: i32,
  radius: i32,
  plain: f64,
  sums: usize,
  out: usize,
): void {
  memory.fill(sums, 0, 2 * DOUBLE * <usize>width);
  const squares = sums + DOUBLE * <usize>width;
  let rows = 0;
  for (let y = 0; y < min(radius, height); y++, rows++) addRow(plane, width, y, sums, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      addRow(plane, width, y + radius, sums, 1);
      rows++;
    }
    if (y > radius) {
      addRow(plane, width, y - radius - 1, sums, -1);
      rows--;
    }
    const at = FLOAT * <usize>(y * width);
    contrastRow(plane + at, width, radius, plain, sums, squares, rows, out + at);
  }
}

function addRow(plane: usize, width: i32, y: i32, sums: usize, sign: f64): void {
  const squares = sums + DOUBLE * <usize>width;
  const row = plane + FLOAT * <usize>(y * width);
  for (let x = 0; x < width; x++) {
    const value = <f64>load<f32>(row + FLOAT * <usize>x);
    const at = DOUBLE * <usize>x;
    store<f64>(sums + at, load<f64>(sums + at) + sign * value);
    store<f64>(squares + at, load<f64>(squares + at) + sign * value * value);
  }
}

function contrastRow(
  row: usize,
  width: i32,
  radius: i32,
  plain: f64,
  sums: usize,
  squares: usize,
  rows: i32,
  out: usize,
): void {
  let sum: f64 = 0;
  let square: f64 = 0;
  let columns = 0;
  for (; columns < min(radius, width); columns++) {
    sum += load<f64>(sums + DOUBLE * <usize>columns);
    square += load<f64>(squares + DOUBLE * <usize>columns);
  }
  for (let x = 0; x < width; x++) {
    if (x + radius < width) {
      sum += load<f64>(sums + DOUBLE * <usize>(x + radius));
      square += load<f64>(squares + DOUBLE * <usize>(x + radius));
      columns++;
    }
    if (x > radius) {
      sum -= load<f64>(sums + DOUBLE * <usize>(x - radius - 1));
      square -= load<f64>(squares + DOUBLE * <usize>(x - radius - 1));
      columns--;
    }
    const share = 1 / <f64>(rows * columns);
    const mean = sum * share;
    // Sums of floats may fall a little below zero.
    const deviation = Math.sqrt(max<f64>(0, square * share - mean * mean));
    const value = <f64>load<f32>(row + FLOAT * <usize>x);
    store<f32>(out + FLOAT * <usize>x, <f32>((value - mean) / (deviation + plain)));
  }
}

/**
 * Sums over a tile of two planes of the same size, eight floats: g·gᵀ of the gradients (xx, xy, yy), gradient times
 * residual (x, y), residual², the squares of both planes, and over how many pixels.
 */
export function compareTile(
  source: usize,
  picture: usize,
  width: i32,
  height: i32,
  x0: i32,
  x1: i32,
  y0: i32,
  y1: i32,
  out: usize,
): void {
  const from = max(1, x0);
  const to = min(width - 1, x1);
  const first = max(1, y0);
  const last = min(height - 1, y1);
  const below = FLOAT * <usize>width;
  let xx = f32x4.splat(0);
  let xy = f32x4.splat(0);
  let yy = f32x4.splat(0);
  let rx = f32x4.splat(0);
  let ry = f32x4.splat(0);
  let error = f32x4.splat(0);
  let energy = f32x4.splat(0);
  const quarter = f32x4.splat(0.25);
  const lanes = i32x4(0, 1, 2, 3);
  for (let y = first; y < last; y++) {
    for (let x = from; x < to; x += 4) {
      const at = FLOAT * <usize>(y * width + x);
      const s = source + at;
      const p = picture + at;
      const right = f32x4.add(v128.load(s + FLOAT), v128.load(p + FLOAT));
      const left = f32x4.add(v128.load(s - FLOAT), v128.load(p - FLOAT));
      const lower = f32x4.add(v128.load(s + below), v128.load(p + below));
      const upper = f32x4.add(v128.load(s - below), v128.load(p - below));
      // What lies behind the tile counts nothing.
      const isIn = i32x4.lt_s(lanes, i32x4.splat(to - x));
      const gx = v128.and(isIn, f32x4.mul(quarter, f32x4.sub(right, left)));
      const gy = v128.and(isIn, f32x4.mul(quarter, f32x4.sub(lower, upper)));
      const sv = v128.and(isIn, v128.load(s));
      const pv = v128.and(isIn, v128.load(p));
      const residual = f32x4.sub(sv, pv);
      xx = f32x4.add(xx, f32x4.mul(gx, gx));
      xy = f32x4.add(xy, f32x4.mul(gx, gy));
      yy = f32x4.add(yy, f32x4.mul(gy, gy));
      rx = f32x4.add(rx, f32x4.mul(gx, residual));
      ry = f32x4.add(ry, f32x4.mul(gy, residual));
      error = f32x4.add(error, f32x4.mul(residual, residual));
      energy = f32x4.add(energy, f32x4.add(f32x4.mul(sv, sv), f32x4.mul(pv, pv)));
    }
  }
  store<f32>(out, sumOf(xx));
  store<f32>(out, sumOf(xy), 4);
  store<f32>(out, sumOf(yy), 8);
  store<f32>(out, sumOf(rx), 12);
  store<f32>(out, sumOf(ry), 16);
  store<f32>(out, sumOf(error), 20);
  store<f32>(out, sumOf(energy), 24);
  store<f32>(out, <f32>(max(0, to - from) * max(0, last - first)), 28);
}

function sumOf(four: v128): f32 {
  const low = f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 2);
  return low + (f32x4.extract_lane(four, 1) + f32x4.extract_lane(four, 3));
}

/**
 * Sums over a block of two planes, three floats: of the first, of the second, and how many pixels of either are above
 * the highest level or below the lowest.
 *
 * @param stride pixels from one row of the second plane to the next; the first has `width`
 */
export function sumBlock(
  source: usize,
  width: i32,
  picture: usize,
  stride: i32,
  side: i32,
  highest: f32,
  lowest: f32,
  out: usize,
): void {
  let own: f32 = 0;
  let other: f32 = 0;
  let beyond = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const s = load<f32>(source + FLOAT * <usize>(y * width + x));
      const p = load<f32>(picture + FLOAT * <usize>(y * stride + x));
      own += s;
      other += p;
      beyond += i32(max(s, p) > highest || min(s, p) < lowest);
    }
  }
  store<f32>(out, own);
  store<f32>(out, other, 4);
  store<f32>(out, <f32>beyond, 8);
}

/**
 * How a plane goes with the windows of a field that begin at each of `count` pixels of a row: the sum of products over
 * the root of the window's power.
 *
 * @param stride pixels from one row of the field to the next
 * @param sought a plane whose mean is 0
 */
export function correlateRow(
  field: usize,
  stride: i32,
  sought: usize,
  width: i32,
  height: i32,
  out: usize,
  count: i32,
): void {
  const share: f32 = 1 / <f32>(width * height);
  for (let i = 0; i < count; i++) {
    let sums = f32x4.splat(0);
    let squares = f32x4.splat(0);
    let products = f32x4.splat(0);
    let sum: f32 = 0;
    let square: f32 = 0;
    let product: f32 = 0;
    for (let y = 0; y < height; y++) {
      let at = field + FLOAT * <usize>(y * stride + i);
      let own = sought + FLOAT * <usize>(y * width);
      let left = width;
      for (; left >= 4; left -= 4, at += 16, own += 16) {
        const value = v128.load(at);
        sums = f32x4.add(sums, value);
        squares = f32x4.add(squares, f32x4.mul(value, value));
        products = f32x4.add(products, f32x4.mul(value, v128.load(own)));
      }
      for (; left > 0; left--, at += FLOAT, own += FLOAT) {
        const value = load<f32>(at);
        sum += value;
        square += value * value;
        product += value * load<f32>(own);
      }
    }
    sum += sumOf(sums);
    const power = square + sumOf(squares) - sum * sum * share;
    const root: f32 = sqrt<f32>(max<f32>(0, power));
    const likeness: f32 = root > 0 ? (product + sumOf(products)) / root : 0;
    store<f32>(out + FLOAT * <usize>i, likeness);
  }
}
