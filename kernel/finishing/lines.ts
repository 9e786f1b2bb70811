// Blurs along a line whose ends are mirrored before.

const FLOAT: usize = 4;

/** Means of 2 · `radius` + 1 values each; `line` begins `radius` before the first of them. */
export function boxAlong(line: usize, radius: u32, out: usize, count: u32): void {
  const width: u32 = 2 * radius + 1;
  const share = 1 / <f64>width;
  let sum: f64 = 0;
  for (let i: u32 = 0; i + 1 < width; i++) sum += <f64>load<f32>(line + FLOAT * <usize>i);
  for (let i: u32 = 0; i < count; i++) {
    const at = line + FLOAT * <usize>i;
    sum += <f64>load<f32>(at + FLOAT * <usize>(width - 1));
    store<f32>(out + FLOAT * <usize>i, <f32>(sum * share));
    sum -= <f64>load<f32>(at);
  }
}

/** Weighs neighbours, from the middle outwards; `line` begins `radius` before the first of them. */
export function convolveAlong(line: usize, half: usize, radius: u32, out: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const at = line + FLOAT * <usize>(i + radius);
    let sum = load<f32>(half) * load<f32>(at);
    for (let k: u32 = 1; k <= radius; k++) {
      const aside = FLOAT * <usize>k;
      sum += load<f32>(half + aside) * (load<f32>(at - aside) + load<f32>(at + aside));
    }
    store<f32>(out + FLOAT * <usize>i, sum);
  }
}

/** The sum of products of two lines. */
export function dotAlong(a: usize, b: usize, count: u32): f32 {
  let sum = f32x4.splat(0);
  let i: u32 = 0;
  for (; i + 4 <= count; i += 4) {
    const at = FLOAT * <usize>i;
    sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
  let rest: f32 = 0;
  for (; i < count; i++) rest += load<f32>(a + FLOAT * <usize>i) * load<f32>(b + FLOAT * <usize>i);
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2);
  return low + (f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3)) + rest;
}

/** What a source has beyond a picture, as far as it is believed; levels of the picture are held between 0 and 255. */
export function takeDifference(source: usize, picture: usize, belief: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const at = FLOAT * <usize>i;
    const level = min<f32>(255, max<f32>(0, load<f32>(picture + at)));
    store<f32>(picture + at, (load<f32>(source + at) - level) * load<f32>(belief + at));
  }
}

/**
 * Sum of the squares of what each value of a block has beyond the mean of its neighbours along its line.
 *
 * @param stride values from one line to the next
 */
export function sumCurves(block: usize, stride: u32, width: u32, height: u32): f32 {
  let sum = f32x4.splat(0);
  let rest: f32 = 0;
  for (let y: u32 = 0; y < height; y++) {
    let at = block + FLOAT * <usize>(y * stride + 1);
    let left = width - 2;
    for (; left >= 4; left -= 4, at += 16) {
      const around = f32x4.add(v128.load(at - FLOAT), v128.load(at + FLOAT));
      const curve = f32x4.sub(v128.load(at), f32x4.mul(f32x4.splat(0.5), around));
      sum = f32x4.add(sum, f32x4.mul(curve, curve));
    }
    for (; left > 0; left--, at += FLOAT) {
      const curve = load<f32>(at) - (load<f32>(at - FLOAT) + load<f32>(at + FLOAT)) / 2;
      rest += curve * curve;
    }
  }
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2);
  return low + (f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 3)) + rest;
}
