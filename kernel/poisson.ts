// Multigrid on grids whose cells hold four floats, one for each channel: each channel is a lane.
// Orders of additions are those of screenedPoisson.ts, which says what all this is for.

/** Bytes of a cell, and of the two numbers that describe a span: its first cell and how many cells it has. */
const CELL: usize = 16;
const SPAN: usize = 8;

/** Gauss–Seidel: the neighbour that has just been relaxed is added last, so that nothing else waits for it. */
export function relax(
  spans: usize,
  spanCount: u32,
  inverse: usize,
  error: usize,
  right: usize,
  stride: u32,
): void {
  const row = <usize>stride * CELL;
  for (let s: u32 = 0; s < spanCount; s++) {
    const first = <usize>load<u32>(spans + <usize>s * SPAN) * CELL;
    const count = load<u32>(spans + <usize>s * SPAN, 4);
    let e = error + first;
    let r = right + first;
    let before = v128.load(e - CELL);
    for (let i: u32 = 0; i < count; i++) {
      const sides = f32x4.add(v128.load(r), v128.load(e - row));
      const others = f32x4.add(v128.load(e + row), v128.load(e + CELL));
      before = f32x4.mul(f32x4.add(f32x4.add(sides, others), before), v128.load32_splat(inverse));
      v128.store(e, before);
      e += CELL;
      r += CELL;
      inverse += 4;
    }
  }
}

/** The same against reading order. */
export function relaxBackward(
  spans: usize,
  spanCount: u32,
  inverseEnd: usize,
  error: usize,
  right: usize,
  stride: u32,
): void {
  const row = <usize>stride * CELL;
  let inverse = inverseEnd;
  for (let s = <i32>spanCount - 1; s >= 0; s--) {
    const first = load<u32>(spans + <usize>s * SPAN);
    const count = load<u32>(spans + <usize>s * SPAN, 4);
    const last = <usize>(first + count - 1) * CELL;
    let e = error + last;
    let r = right + last;
    let after = v128.load(e + CELL);
    for (let i: u32 = 0; i < count; i++) {
      inverse -= 4;
      const sides = f32x4.add(v128.load(r), v128.load(e - row));
      const others = f32x4.add(v128.load(e + row), v128.load(e - CELL));
      after = f32x4.mul(f32x4.add(f32x4.add(sides, others), after), v128.load32_splat(inverse));
      v128.store(e, after);
      e -= CELL;
      r -= CELL;
    }
  }
}

/** What is still unsolved. */
export function measureResidual(
  spans: usize,
  spanCount: u32,
  inverse: usize,
  error: usize,
  right: usize,
  residual: usize,
  stride: u32,
): void {
  const row = <usize>stride * CELL;
  for (let s: u32 = 0; s < spanCount; s++) {
    const first = <usize>load<u32>(spans + <usize>s * SPAN) * CELL;
    const count = load<u32>(spans + <usize>s * SPAN, 4);
    for (let i: u32 = 0; i < count; i++) {
      const at = first + <usize>i * CELL;
      const e = error + at;
      const sides = f32x4.add(v128.load(right + at), v128.load(e - row));
      const others = f32x4.add(v128.load(e + row), v128.load(e + CELL));
      const around = f32x4.add(f32x4.add(sides, others), v128.load(e - CELL));
      const own = f32x4.div(v128.load(e), v128.load32_splat(inverse));
      v128.store(residual + at, f32x4.sub(around, own));
      inverse += 4;
    }
  }
}

/** Sums of four fine cells; `corners` has the first fine cell of each span of the coarse grid. */
export function gatherResidual(
  spans: usize,
  spanCount: u32,
  corners: usize,
  residual: usize,
  coarseRight: usize,
  fineStride: u32,
): void {
  const row = <usize>fineStride * CELL;
  for (let s: u32 = 0; s < spanCount; s++) {
    const first = load<u32>(spans + <usize>s * SPAN);
    const count = load<u32>(spans + <usize>s * SPAN, 4);
    let from = residual + <usize>load<u32>(corners + <usize>s * 4) * CELL;
    let to = coarseRight + <usize>first * CELL;
    for (let i: u32 = 0; i < count; i++) {
      const upper = f32x4.add(v128.load(from), v128.load(from, CELL));
      const lower = f32x4.add(v128.load(from + row), v128.load(from + row, CELL));
      v128.store(to, f32x4.add(upper, lower));
      from += 2 * CELL;
      to += CELL;
    }
  }
}

/**
 * Bilinear enlargement. For each span of the fine grid `cells` has the coarse cell that its first cell lies in and the
 * step to the coarse row beside it; `columns` has for each column of the fine grid how far its cell lies from that of the
 * span's first column, and the step to the column beside it.
 */
export function enlarge(
  spans: usize,
  spanCount: u32,
  cells: usize,
  columns: usize,
  coarseError: usize,
  step: usize,
  stride: u32,
): void {
  const near = f32x4.splat(0.5625);
  const beside = f32x4.splat(0.1875);
  const across = f32x4.splat(0.0625);
  for (let s: u32 = 0; s < spanCount; s++) {
    const first = load<u32>(spans + <usize>s * SPAN);
    const count = load<u32>(spans + <usize>s * SPAN, 4);
    const rowStart = load<i32>(cells + <usize>s * SPAN);
    const down = load<i32>(cells + <usize>s * SPAN, 4) * <i32>CELL;
    const column = first % stride;
    for (let i: u32 = 0; i < count; i++) {
      const place = columns + <usize>(column + i) * SPAN;
      const at = coarseError + <usize>(rowStart + load<i32>(place)) * CELL;
      const aside = load<i32>(place, 4) * <i32>CELL;
      const own = f32x4.mul(near, v128.load(at));
      const sides = f32x4.mul(beside, f32x4.add(v128.load(at + aside), v128.load(at + down)));
      const corner = f32x4.mul(across, v128.load(at + aside + down));
      v128.store(step + <usize>(first + i) * CELL, f32x4.add(f32x4.add(own, sides), corner));
    }
  }
}

/** Adds as long a step as brings the solution nearest, each channel its own. */
export function takeStep(
  spans: usize,
  spanCount: u32,
  inverse: usize,
  error: usize,
  residual: usize,
  step: usize,
  stride: u32,
): void {
  const row = <usize>stride * CELL;
  let gainLow = f64x2.splat(0);
  let gainHigh = f64x2.splat(0);
  let costLow = f64x2.splat(0);
  let costHigh = f64x2.splat(0);
  for (let s: u32 = 0; s < spanCount; s++) {
    const first = <usize>load<u32>(spans + <usize>s * SPAN) * CELL;
    const count = load<u32>(spans + <usize>s * SPAN, 4);
    for (let i: u32 = 0; i < count; i++) {
      const at = first + <usize>i * CELL;
      const h = step + at;
      const here = v128.load(h);
      const rows = f32x4.add(v128.load(h - row), v128.load(h + row));
      const around = f32x4.add(rows, f32x4.add(v128.load(h - CELL), v128.load(h + CELL)));
      const own = f32x4.div(here, v128.load32_splat(inverse));
      const gain = f32x4.mul(here, v128.load(residual + at));
      const cost = f32x4.mul(here, f32x4.sub(own, around));
      gainLow = f64x2.add(gainLow, f64x2.promote_low_f32x4(gain));
      gainHigh = f64x2.add(gainHigh, f64x2.promote_low_f32x4(i32x4.shuffle(gain, gain, 2, 3, 0, 1)));
      costLow = f64x2.add(costLow, f64x2.promote_low_f32x4(cost));
      costHigh = f64x2.add(costHigh, f64x2.promote_low_f32x4(i32x4.shuffle(cost, cost, 2, 3, 0, 1)));
      inverse += 4;
    }
  }
  const length = f32x4(
    lengthOf(f64x2.extract_lane(gainLow, 0), f64x2.extract_lane(costLow, 0)),
    lengthOf(f64x2.extract_lane(gainLow, 1), f64x2.extract_lane(costLow, 1)),
    lengthOf(f64x2.extract_lane(gainHigh, 0), f64x2.extract_lane(costHigh, 0)),
    lengthOf(f64x2.extract_lane(gainHigh, 1), f64x2.extract_lane(costHigh, 1)),
  );
  for (let s: u32 = 0; s < spanCount; s++) {
    const first = <usize>load<u32>(spans + <usize>s * SPAN) * CELL;
    const count = load<u32>(spans + <usize>s * SPAN, 4);
    for (let i: u32 = 0; i < count; i++) {
      const at = first + <usize>i * CELL;
      const further = f32x4.mul(length, v128.load(step + at));
      v128.store(error + at, f32x4.add(v128.load(error + at), further));
    }
  }
}

function lengthOf(gain: f64, cost: f64): f32 {
  return cost > 0 ? <f32>(gain / cost) : 0;
}
