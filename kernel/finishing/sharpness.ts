// What sharpening learns from and what it adds: bands of detail, weighed by how busy a picture is.

const FLOAT: usize = 4;
const DOUBLE: usize = 8;

/**
 * Adds a row of a picture to the lines that a row of samples is made of: its values, how busy it is, and each band at the
 * two nodes that its activity lies between.
 *
 * @param activities and `places`: of every second pixel; a place of 1.25 is a quarter of the way from node 1 to node 2
 * @param bands addresses of the bands' rows
 * @param lines `stride` bytes each: values, activity, then `nodes` for each band
 */
export function gatherRow(
  values: usize,
  activities: usize,
  places: usize,
  bands: usize,
  bandCount: u32,
  nodes: u32,
  weight: f32,
  lines: usize,
  stride: usize,
  from: u32,
  to: u32,
): void {
  const inputs = lines + 2 * stride;
  for (let x = from; x < to; x++) {
    const at = FLOAT * <usize>x;
    const half = FLOAT * <usize>(x >> 1);
    addTo(lines + at, weight * load<f32>(values + at));
    addTo(lines + stride + at, weight * load<f32>(activities + half));
    const place = load<f32>(places + half);
    const low = min(nodes - 2, <u32>place);
    const share = place - <f32>low;
    let input = inputs + stride * <usize>low + at;
    for (let band: u32 = 0; band < bandCount; band++) {
      const value = weight * load<f32>(<usize>load<u32>(bands + 4 * <usize>band) + at);
      addTo(input, value * (1 - share));
      addTo(input + stride, value * share);
      input += stride * <usize>nodes;
    }
  }
}

function addTo(at: usize, value: f32): void {
  store<f32>(at, load<f32>(at) + value);
}

/**
 * Adds a row of samples to the equations of a channel's amounts (double precision, the lower half alone).
 *
 * @param lines values, activity, then the `size` inputs
 * @param targets what the values should be
 * @param tolerance error in plain parts from which a sample counts less, in levels
 * @param room for `size` + 1 doubles
 * @returns the sum of the samples' weights
 */
export function addSamples(
  lines: usize,
  stride: usize,
  size: u32,
  targets: usize,
  reliability: usize,
  count: u32,
  tolerance: f32,
  matrix: usize,
  right: usize,
  room: usize,
): f64 {
  let total: f64 = 0;
  for (let x: u32 = 0; x < count; x++) {
    const at = FLOAT * <usize>x;
    const error = load<f32>(targets + at) - load<f32>(lines + at);
    const activity = max<f32>(0, load<f32>(lines + stride + at));
    const ratio = error / (tolerance + 2 * activity);
    const weight = load<f32>(reliability + at) / ((1 + ratio * ratio) * (1 + activity));
    if (weight < 0.001) continue;
    const inputs = lines + 2 * stride + at;
    for (let i: u32 = 0; i < size; i++)
      store<f64>(room + DOUBLE * <usize>i, <f64>load<f32>(inputs + stride * <usize>i));
    addSample(room, size, <f64>error, <f64>weight, matrix, right);
    total += <f64>weight;
  }
  return total;
}

/** Adds rows, one after the other, each of which times the unknowns should be its target. */
export function addEquations(
  rows: usize,
  size: u32,
  targets: usize,
  weights: usize,
  count: u32,
  matrix: usize,
  right: usize,
): void {
  for (let i: u32 = 0; i < count; i++) {
    const weight = load<f64>(weights + DOUBLE * <usize>i);
    if (weight !== 0) addSample(rows, size, load<f64>(targets + DOUBLE * <usize>i), weight, matrix, right);
    rows += DOUBLE * <usize>size;
  }
}

/** A pair is read and written behind the diagonal too, which nobody looks at. */
function addSample(row: usize, size: u32, target: f64, weight: f64, matrix: usize, right: usize): void {
  for (let i: u32 = 0; i < size; i++) {
    const scaled = load<f64>(row + DOUBLE * <usize>i) * weight;
    if (scaled === 0) continue;
    const toRight = right + DOUBLE * <usize>i;
    store<f64>(toRight, load<f64>(toRight) + scaled * target);
    const twice = f64x2.splat(scaled);
    let to = matrix + DOUBLE * <usize>(i * size);
    for (let from = row; from <= row + DOUBLE * <usize>i; from += 2 * DOUBLE, to += 2 * DOUBLE)
      v128.store(to, f64x2.add(v128.load(to), f64x2.mul(twice, v128.load(from))));
  }
}

/** Activities become places among the nodes, by a table of `count` values, `resolution` of them to a level. */
export function findPlaces(
  activities: usize,
  places: usize,
  length: u32,
  table: usize,
  count: u32,
  resolution: f32,
): void {
  for (let i: u32 = 0; i < length; i++) {
    const at = FLOAT * <usize>i;
    const entry = <u32>(load<f32>(activities + at) * resolution + 0.5);
    store<f32>(places + at, load<f32>(table + FLOAT * <usize>min(count - 1, entry)));
  }
}

/** Adds a band's row to a picture's, each pixel so many times as the amounts of the nodes say for its place. */
export function addBand(
  out: usize,
  band: usize,
  places: usize,
  amounts: usize,
  nodes: u32,
  count: u32,
): void {
  let x: u32 = 0;
  for (; x + 4 <= count; x += 4) {
    const at = FLOAT * <usize>x;
    const place = places + FLOAT * <usize>(x >> 1);
    const first = f32x4.splat(amountAt(place, amounts, nodes));
    const second = f32x4.splat(amountAt(place + FLOAT, amounts, nodes));
    const four = v128.shuffle<f32>(first, second, 0, 1, 4, 5);
    v128.store(out + at, f32x4.add(v128.load(out + at), f32x4.mul(four, v128.load(band + at))));
  }
  for (; x < count; x++) {
    const at = FLOAT * <usize>x;
    addTo(out + at, amountAt(places + FLOAT * <usize>(x >> 1), amounts, nodes) * load<f32>(band + at));
  }
}

function amountAt(at: usize, amounts: usize, nodes: u32): f32 {
  const place = load<f32>(at);
  const low = min(nodes - 2, <u32>place);
  const first = amounts + FLOAT * <usize>low;
  return load<f32>(first) + (load<f32>(first, FLOAT) - load<f32>(first)) * (place - <f32>low);
}
