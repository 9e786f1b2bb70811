// Detail of a picture as brightness and colours, and how busy it is, plane by plane.

const FLOAT: usize = 4;
const FOUR: usize = 16;

/** Red becomes what it has beyond brightness, green brightness, blue what it has beyond it. */
export function toLumaChroma(red: usize, green: usize, blue: usize, count: u32): void {
  for (const end = red + FLOAT * <usize>count; red < end; red += FLOAT, green += FLOAT, blue += FLOAT) {
    const r = load<f32>(red);
    const g = load<f32>(green);
    const b = load<f32>(blue);
    const luma: f32 = 0.299 * r + 0.587 * g + 0.114 * b;
    store<f32>(red, r - luma);
    store<f32>(green, luma);
    store<f32>(blue, b - luma);
  }
}

/** The way back. */
export function fromLumaChroma(red: usize, luma: usize, blue: usize, count: u32): void {
  for (const end = red + FLOAT * <usize>count; red < end; red += FLOAT, luma += FLOAT, blue += FLOAT) {
    const y = load<f32>(luma);
    const u = load<f32>(red);
    const v = load<f32>(blue);
    store<f32>(red, y + u);
    store<f32>(luma, y - (0.299 * u + 0.114 * v) / 0.587);
    store<f32>(blue, y + v);
  }
}

/** What lies between a plane and two blurs of it, which take the place of the blurs. */
export function takeBands(plane: usize, fine: usize, coarse: usize, count: u32): void {
  const end = plane + FLOAT * <usize>count;
  for (; plane + FOUR <= end; plane += FOUR, fine += FOUR, coarse += FOUR) {
    const middle = v128.load(fine);
    v128.store(coarse, f32x4.sub(middle, v128.load(coarse)));
    v128.store(fine, f32x4.sub(v128.load(plane), middle));
  }
  for (; plane < end; plane += FLOAT, fine += FLOAT, coarse += FLOAT) {
    const middle = load<f32>(fine);
    store<f32>(coarse, middle - load<f32>(coarse));
    store<f32>(fine, load<f32>(plane) - middle);
  }
}

/** Mean squares become variances. */
export function takeVariance(squares: usize, mean: usize, count: u32): void {
  const end = squares + FLOAT * <usize>count;
  for (; squares + FOUR <= end; squares += FOUR, mean += FOUR) {
    const own = v128.load(mean);
    // Sums of floats may fall a little below zero.
    v128.store(squares, f32x4.max(f32x4.splat(0), f32x4.sub(v128.load(squares), f32x4.mul(own, own))));
  }
  for (; squares < end; squares += FLOAT, mean += FLOAT) {
    const own = load<f32>(mean);
    store<f32>(squares, max<f32>(0, load<f32>(squares) - own * own));
  }
}

/** Means of the products with a guide become slopes, and means become what is there where the guide is 0. */
export function takeSlopes(
  products: usize,
  means: usize,
  guideMean: usize,
  guideVariance: usize,
  noise: f32,
  count: u32,
): void {
  const end = products + FLOAT * <usize>count;
  for (; products + FOUR <= end; products += FOUR, means += FOUR, guideMean += FOUR, guideVariance += FOUR) {
    const own = v128.load(means);
    const guide = v128.load(guideMean);
    const covariance = f32x4.sub(v128.load(products), f32x4.mul(own, guide));
    const slope = f32x4.div(covariance, f32x4.add(v128.load(guideVariance), f32x4.splat(noise)));
    v128.store(products, slope);
    v128.store(means, f32x4.sub(own, f32x4.mul(slope, guide)));
  }
  for (; products < end; products += FLOAT, means += FLOAT, guideMean += FLOAT, guideVariance += FLOAT) {
    const own = load<f32>(means);
    const guide = load<f32>(guideMean);
    const slope = (load<f32>(products) - own * guide) / (load<f32>(guideVariance) + noise);
    store<f32>(products, slope);
    store<f32>(means, own - slope * guide);
  }
}

/** What a plane lacks beside its guide, in place of the bases. */
export function takeGuided(bases: usize, slopes: usize, guide: usize, plane: usize, count: u32): void {
  const end = bases + FLOAT * <usize>count;
  for (; bases + FOUR <= end; bases += FOUR, slopes += FOUR, guide += FOUR, plane += FOUR) {
    const guided = f32x4.add(v128.load(bases), f32x4.mul(v128.load(slopes), v128.load(guide)));
    v128.store(bases, f32x4.sub(guided, v128.load(plane)));
  }
  for (; bases < end; bases += FLOAT, slopes += FLOAT, guide += FLOAT, plane += FLOAT)
    store<f32>(bases, load<f32>(bases) + load<f32>(slopes) * load<f32>(guide) - load<f32>(plane));
}

/** Mean absolute difference of two planes over every four pixels, at half the size, rounded up. */
export function meanSizes(a: usize, b: usize, width: i32, height: i32, out: usize): void {
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  for (let y = 0; y < halfHeight; y++) {
    const upper = FLOAT * <usize>(2 * y * width);
    const lower = FLOAT * <usize>(min(2 * y + 1, height - 1) * width);
    for (let x = 0; x < halfWidth; x++) {
      const left = FLOAT * <usize>(2 * x);
      const right = FLOAT * <usize>min(2 * x + 1, width - 1);
      const size =
        difference(a, b, upper + left) +
        difference(a, b, upper + right) +
        difference(a, b, lower + left) +
        difference(a, b, lower + right);
      store<f32>(out, size / 4);
      out += FLOAT;
    }
  }
}

function difference(a: usize, b: usize, at: usize): f32 {
  return abs(load<f32>(a + at) - load<f32>(b + at));
}
