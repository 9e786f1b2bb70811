// The vote, as vote.ts has it: every pixel of the hole becomes the weighted mean of what all patches over it say.

import {
  height,
  knownBottom,
  knownRight,
  knownX,
  knownY,
  pixels,
  RADIUS,
  shifts,
  shiftX,
  shiftY,
  voteWeights,
  width,
} from './level';

export function vote(): void {
  for (let y = 0; y < height; y++) {
    const isKnownRow = y >= knownY && y < knownBottom;
    voteRow(y, 0, isKnownRow ? knownX : width);
    if (isKnownRow) voteRow(y, knownRight, width);
  }
}

function voteRow(y: i32, from: i32, to: i32): void {
  const top = max(RADIUS, y - RADIUS);
  const bottom = min(height - 1 - RADIUS, y + RADIUS);
  const ownRow = max(RADIUS, min(height - 1 - RADIUS, y)) * width;
  for (let x = from; x < to; x++) {
    const left = max(RADIUS, x - RADIUS);
    const right = min(width - 1 - RADIUS, x + RADIUS);
    const pixel = y * width + x;
    const own = load<i32>(shifts + ((<usize>(ownRow + max(RADIUS, min(width - 1 - RADIUS, x)))) << 2));
    const voted = isUnanimous(own, left, right, top, bottom)
      ? load<i32>(pixels + ((<usize>(pixel + shiftY(own) * width + shiftX(own))) << 2))
      : mean(pixel, left, right, top, bottom);
    store<i32>(pixels + ((<usize>pixel) << 2), voted);
  }
}

function isUnanimous(own: i32, left: i32, right: i32, top: i32, bottom: i32): bool {
  const four = i32x4.splat(own);
  const isWide = right - left === 2 * RADIUS;
  for (let row = top; row <= bottom; row++) {
    let at = shifts + ((<usize>(row * width + left)) << 2);
    const end = shifts + ((<usize>(row * width + right)) << 2);
    if (isWide) {
      if (load<i32>(end) !== own || !i32x4.all_true(i32x4.eq(v128.load(at), four))) return false;
    } else {
      for (; at <= end; at += 4) if (load<i32>(at) !== own) return false;
    }
  }
  return true;
}

function mean(pixel: i32, left: i32, right: i32, top: i32, bottom: i32): i32 {
  let total: f64 = 0;
  let redGreen = f64x2.splat(0);
  let blueTexture = f64x2.splat(0);
  for (let row = top; row <= bottom; row++) {
    for (let at = row * width + left; at <= row * width + right; at++) {
      const shift = load<i32>(shifts + ((<usize>at) << 2));
      const weight = <f64>load<f32>(voteWeights + ((<usize>at) << 2));
      const from = pixels + ((<usize>(pixel + shiftY(shift) * width + shiftX(shift))) << 2);
      const channels = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from)));
      const weightTwice = f64x2.splat(weight);
      total += weight;
      redGreen = f64x2.add(redGreen, f64x2.mul(weightTwice, f64x2.convert_low_i32x4_s(channels)));
      blueTexture = f64x2.add(
        blueTexture,
        f64x2.mul(weightTwice, f64x2.convert_low_i32x4_s(i32x4.shuffle(channels, channels, 2, 3, 0, 1))),
      );
    }
  }
  const share = 1 / total;
  return (
    rounded(f64x2.extract_lane(redGreen, 0) * share) |
    (rounded(f64x2.extract_lane(redGreen, 1) * share) << 8) |
    (rounded(f64x2.extract_lane(blueTexture, 0) * share) << 16) |
    (rounded(f64x2.extract_lane(blueTexture, 1) * share) << 24)
  );
}

/** As Math.round for what is not below 0. */
function rounded(value: f64): i32 {
  const whole = Math.floor(value);
  return <i32>whole + i32(value - whole >= 0.5);
}
