// Blurs of a plane, single precision. A row is made of its neighbours above and below first, then along itself.

const FLOAT: usize = 4;
const FOUR: usize = 16;

function rowAt(plane: usize, width: i32, height: i32, y: i32): usize {
  return plane + FLOAT * <usize>(max(0, min(height - 1, y)) * width);
}

/**
 * Gaussian blur; beyond the edge the outermost pixel is repeated.
 *
 * @param half weights from the middle outwards, `radius` + 1 of them
 * @param line room for `width` + 2 · `radius` + 4 floats
 */
export function gaussianBlur(
  plane: usize,
  width: i32,
  height: i32,
  half: usize,
  radius: i32,
  line: usize,
  out: usize,
): void {
  const middle = line + FLOAT * <usize>radius;
  for (let y = 0; y < height; y++) {
    blurDown(plane, width, height, y, half, radius, middle);
    const last = middle + FLOAT * <usize>(width - 1);
    for (let i = 1; i <= radius; i++) {
      store<f32>(middle - FLOAT * <usize>i, load<f32>(middle));
      store<f32>(last + FLOAT * <usize>i, load<f32>(last));
    }
    blurAlong(middle, width, half, radius, out + FLOAT * <usize>(y * width));
  }
}

function blurDown(plane: usize, width: i32, height: i32, y: i32, half: usize, radius: i32, out: usize): void {
  const own = rowAt(plane, width, height, y);
  const end = FLOAT * <usize>width;
  let x: usize = 0;
  for (; x + FOUR <= end; x += FOUR) {
    let sum = f32x4.mul(v128.load32_splat(half), v128.load(own + x));
    for (let i = 1; i <= radius; i++) {
      const both = f32x4.add(
        v128.load(rowAt(plane, width, height, y - i) + x),
        v128.load(rowAt(plane, width, height, y + i) + x),
      );
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(half + FLOAT * <usize>i), both));
    }
    v128.store(out + x, sum);
  }
  for (; x < end; x += FLOAT) {
    let sum = load<f32>(half) * load<f32>(own + x);
    for (let i = 1; i <= radius; i++) {
      const above = load<f32>(rowAt(plane, width, height, y - i) + x);
      const below = load<f32>(rowAt(plane, width, height, y + i) + x);
      sum += load<f32>(half + FLOAT * <usize>i) * (above + below);
    }
    store<f32>(out + x, sum);
  }
}

function blurAlong(line: usize, width: i32, half: usize, radius: i32, out: usize): void {
  const end = FLOAT * <usize>width;
  let x: usize = 0;
  for (; x + FOUR <= end; x += FOUR) {
    const at = line + x;
    let sum = f32x4.mul(v128.load32_splat(half), v128.load(at));
    for (let i = 1; i <= radius; i++) {
      const aside = FLOAT * <usize>i;
      const both = f32x4.add(v128.load(at - aside), v128.load(at + aside));
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(half + aside), both));
    }
    v128.store(out + x, sum);
  }
  for (; x < end; x += FLOAT) {
    const at = line + x;
    let sum = load<f32>(half) * load<f32>(at);
    for (let i = 1; i <= radius; i++) {
      const aside = FLOAT * <usize>i;
      sum += load<f32>(half + aside) * (load<f32>(at - aside) + load<f32>(at + aside));
    }
    store<f32>(out + x, sum);
  }
}

/**
 * Mean of the product of two planes over windows of (2 · `radius` + 1)² pixels, at the edges over those that are there.
 * Of one plane alone where `other` is 0.
 *
 * @param shares one over how many columns of a window are there, for each pixel along a row
 * @param line room for `width` + 2 · `radius` + 4 floats
 */
export function boxMean(
  plane: usize,
  other: usize,
  width: i32,
  height: i32,
  radius: i32,
  shares: usize,
  line: usize,
  out: usize,
): void {
  const middle = line + FLOAT * <usize>radius;
  for (let i = 1; i <= radius; i++) {
    store<f32>(middle - FLOAT * <usize>i, 0);
    store<f32>(middle + FLOAT * <usize>(width - 1 + i), 0);
  }
  for (let y = 0; y < height; y++) {
    const first = max(0, y - radius);
    const last = min(height - 1, y + radius);
    if (other === 0) sumDown(plane, width, first, last, middle);
    else sumProducts(plane, other, width, first, last, middle);
    const share: f32 = 1 / <f32>(last - first + 1);
    meanAlong(middle, width, radius, share, shares, out + FLOAT * <usize>(y * width));
  }
}

function sumDown(plane: usize, width: i32, first: i32, last: i32, out: usize): void {
  const stride = FLOAT * <usize>width;
  const top = plane + stride * <usize>first;
  const bottom = plane + stride * <usize>last;
  let x: usize = 0;
  for (; x + FOUR <= stride; x += FOUR) {
    let sum = v128.load(top + x);
    for (let row = top + stride; row <= bottom; row += stride) sum = f32x4.add(sum, v128.load(row + x));
    v128.store(out + x, sum);
  }
  for (; x < stride; x += FLOAT) {
    let sum: f32 = 0;
    for (let row = top; row <= bottom; row += stride) sum += load<f32>(row + x);
    store<f32>(out + x, sum);
  }
}

function sumProducts(plane: usize, other: usize, width: i32, first: i32, last: i32, out: usize): void {
  const stride = FLOAT * <usize>width;
  const top = plane + stride * <usize>first;
  const bottom = plane + stride * <usize>last;
  const toOther = other - plane;
  let x: usize = 0;
  for (; x + FOUR <= stride; x += FOUR) {
    let sum = f32x4.splat(0);
    for (let at = top + x; at <= bottom + x; at += stride)
      sum = f32x4.add(sum, f32x4.mul(v128.load(at), v128.load(at + toOther)));
    v128.store(out + x, sum);
  }
  for (; x < stride; x += FLOAT) {
    let sum: f32 = 0;
    for (let at = top + x; at <= bottom + x; at += stride) sum += load<f32>(at) * load<f32>(at + toOther);
    store<f32>(out + x, sum);
  }
}

function meanAlong(line: usize, width: i32, radius: i32, share: f32, shares: usize, out: usize): void {
  const end = FLOAT * <usize>width;
  const reach = FLOAT * <usize>radius;
  let x: usize = 0;
  for (; x + FOUR <= end; x += FOUR) {
    const from = line + x - reach;
    let sum = v128.load(from);
    for (let at = from + FLOAT; at <= from + 2 * reach; at += FLOAT) sum = f32x4.add(sum, v128.load(at));
    v128.store(out + x, f32x4.mul(sum, f32x4.mul(f32x4.splat(share), v128.load(shares + x))));
  }
  for (; x < end; x += FLOAT) {
    const from = line + x - reach;
    let sum: f32 = 0;
    for (let at = from; at <= from + 2 * reach; at += FLOAT) sum += load<f32>(at);
    store<f32>(out + x, sum * share * load<f32>(shares + x));
  }
}

/** Half the size, rounded down, with the binomial kernel [1 3 3 1]/8 along both axes. */
export function halve(plane: usize, width: i32, height: i32, line: usize, out: usize): void {
  const halfWidth = width >> 1;
  for (let y = 0; y < height >> 1; y++) {
    const above = rowAt(plane, width, height, 2 * y - 1);
    const own = rowAt(plane, width, height, 2 * y);
    const next = rowAt(plane, width, height, 2 * y + 1);
    const below = rowAt(plane, width, height, 2 * y + 2);
    for (let x: usize = 0; x < FLOAT * <usize>width; x += FLOAT) {
      const middle = load<f32>(own + x) + load<f32>(next + x);
      store<f32>(line + x, (load<f32>(above + x) + 3 * middle + load<f32>(below + x)) / 8);
    }
    for (let x = 0; x < halfWidth; x++) {
      const at = line + FLOAT * <usize>(2 * x);
      const before = x === 0 ? at : at - FLOAT;
      const after = 2 * x + 2 < width ? at + 2 * FLOAT : at + FLOAT;
      const outer = load<f32>(before) + load<f32>(after);
      const middle = load<f32>(at) + load<f32>(at + FLOAT);
      store<f32>(out + FLOAT * <usize>(y * halfWidth + x), (outer + 3 * middle) / 8);
    }
  }
}
