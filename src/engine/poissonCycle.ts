import type { KernelFunctions } from './kernel/kernel.ts';
import { CHANNELS, type GridLink, type PoissonGrid } from './poissonGrid.ts';

/*
 * The loops of the multigrid solver over a whole grid. The kernel does the same with one lane for each channel: sums are
 * rounded to single precision after each addition, and added in the order written here, so that both give the same bytes.
 */

const { fround } = Math;

/** Gauss–Seidel in reading order, or against it. The neighbour that has just been relaxed is added last. */
export function relax(grid: PoissonGrid, isBackward: boolean, kernel: KernelFunctions | null): void {
  const { spans, inverse, error, right, stride } = grid;
  if (kernel === null) {
    if (isBackward) relaxSpansBackward(grid);
    else relaxSpans(grid);
    return;
  }
  const addresses = [error.byteOffset, right.byteOffset, stride] as const;
  const count = spans.length / 2;
  if (isBackward)
    kernel.relaxBackward(spans.byteOffset, count, inverse.byteOffset + inverse.byteLength, ...addresses);
  else kernel.relax(spans.byteOffset, count, inverse.byteOffset, ...addresses);
}

function relaxSpans({ spans, inverse, error, right, stride }: PoissonGrid): void {
  const row = stride * CHANNELS;
  let index = 0;
  for (let span = 0; span < spans.length; span += 2) {
    const first = (spans[span] ?? 0) * CHANNELS;
    const last = first + (spans[span + 1] ?? 0) * CHANNELS;
    for (let cell = first; cell < last; cell += CHANNELS) {
      const share = inverse[index++] ?? 0;
      for (let at = cell; at < cell + CHANNELS; at += 1) {
        const sides = fround((right[at] ?? 0) + (error[at - row] ?? 0));
        const others = fround((error[at + row] ?? 0) + (error[at + CHANNELS] ?? 0));
        error[at] = fround(fround(sides + others) + (error[at - CHANNELS] ?? 0)) * share;
      }
    }
  }
}

function relaxSpansBackward({ spans, inverse, error, right, stride }: PoissonGrid): void {
  const row = stride * CHANNELS;
  let index = inverse.length;
  for (let span = spans.length - 2; span >= 0; span -= 2) {
    const first = (spans[span] ?? 0) * CHANNELS;
    const last = first + (spans[span + 1] ?? 0) * CHANNELS;
    for (let cell = last - CHANNELS; cell >= first; cell -= CHANNELS) {
      const share = inverse[--index] ?? 0;
      for (let at = cell; at < cell + CHANNELS; at += 1) {
        const sides = fround((right[at] ?? 0) + (error[at - row] ?? 0));
        const others = fround((error[at + row] ?? 0) + (error[at - CHANNELS] ?? 0));
        error[at] = fround(fround(sides + others) + (error[at + CHANNELS] ?? 0)) * share;
      }
    }
  }
}

/** Writes what is still unsolved. */
export function measureResidual(grid: PoissonGrid, kernel: KernelFunctions | null): void {
  const { spans, inverse, error, right, residual, stride } = grid;
  if (kernel !== null) {
    kernel.measureResidual(
      ...([spans.byteOffset, spans.length / 2, inverse.byteOffset, error.byteOffset] as const),
      ...([right.byteOffset, residual.byteOffset, stride] as const),
    );
    return;
  }
  const row = stride * CHANNELS;
  let index = 0;
  for (let span = 0; span < spans.length; span += 2) {
    const first = (spans[span] ?? 0) * CHANNELS;
    const last = first + (spans[span + 1] ?? 0) * CHANNELS;
    for (let cell = first; cell < last; cell += CHANNELS) {
      const share = inverse[index++] ?? 1;
      for (let at = cell; at < cell + CHANNELS; at += 1) {
        const sides = fround((right[at] ?? 0) + (error[at - row] ?? 0));
        const others = fround((error[at + row] ?? 0) + (error[at + CHANNELS] ?? 0));
        const around = fround(fround(sides + others) + (error[at - CHANNELS] ?? 0));
        residual[at] = around - fround((error[at] ?? 0) / share);
      }
    }
  }
}

/** The coarse grid's right-hand side: for each of its cells what is unsolved in four fine ones. */
export function gatherResidual(
  { residual, stride }: PoissonGrid,
  coarse: PoissonGrid,
  { corners }: GridLink,
  kernel: KernelFunctions | null,
): void {
  const { spans, right } = coarse;
  if (kernel !== null) {
    kernel.gatherResidual(
      ...([spans.byteOffset, spans.length / 2, corners.byteOffset] as const),
      ...([residual.byteOffset, right.byteOffset, stride] as const),
    );
    return;
  }
  const row = stride * CHANNELS;
  for (let span = 0; span < spans.length; span += 2) {
    const first = (spans[span] ?? 0) * CHANNELS;
    const last = first + (spans[span + 1] ?? 0) * CHANNELS;
    let from = (corners[span / 2] ?? 0) * CHANNELS;
    for (let cell = first; cell < last; cell += CHANNELS, from += 2 * CHANNELS) {
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        const at = from + channel;
        const upper = fround((residual[at] ?? 0) + (residual[at + CHANNELS] ?? 0));
        const lower = fround((residual[at + row] ?? 0) + (residual[at + row + CHANNELS] ?? 0));
        right[cell + channel] = upper + lower;
      }
    }
  }
}

/** Writes the coarse solution, bilinearly enlarged, as the step to take. */
export function enlarge(
  { error }: PoissonGrid,
  { spans, step, stride }: PoissonGrid,
  { rows, columns }: GridLink,
  kernel: KernelFunctions | null,
): void {
  if (kernel !== null) {
    kernel.enlarge(
      ...([spans.byteOffset, spans.length / 2, rows.byteOffset, columns.byteOffset] as const),
      ...([error.byteOffset, step.byteOffset, stride] as const),
    );
    return;
  }
  for (let span = 0; span < spans.length; span += 2) {
    const first = spans[span] ?? 0;
    const last = first + (spans[span + 1] ?? 0);
    const row = rows[span] ?? 0;
    const down = (rows[span + 1] ?? 0) * CHANNELS;
    for (let cell = first, column = first % stride; cell < last; cell += 1, column += 1) {
      const from = (row + (columns[2 * column] ?? 0)) * CHANNELS;
      const aside = (columns[2 * column + 1] ?? 0) * CHANNELS;
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        const at = from + channel;
        const own = fround(0.5625 * (error[at] ?? 0));
        const sides = fround(0.1875 * fround((error[at + aside] ?? 0) + (error[at + down] ?? 0)));
        const corner = fround(0.0625 * (error[at + aside + down] ?? 0));
        step[cell * CHANNELS + channel] = fround(own + sides) + corner;
      }
    }
  }
}

/** Adds as long a step as brings the solution nearest, for each channel its own. */
export function takeStep(grid: PoissonGrid, kernel: KernelFunctions | null): void {
  const { spans, inverse, error, residual, step, stride } = grid;
  if (kernel !== null) {
    kernel.takeStep(
      ...([spans.byteOffset, spans.length / 2, inverse.byteOffset, error.byteOffset] as const),
      ...([residual.byteOffset, step.byteOffset, stride] as const),
    );
    return;
  }
  const lengths = stepLengths(grid);
  for (let span = 0; span < spans.length; span += 2) {
    const first = (spans[span] ?? 0) * CHANNELS;
    const last = first + (spans[span + 1] ?? 0) * CHANNELS;
    for (let at = first; at < last; at += 1) {
      error[at] = (error[at] ?? 0) + fround((lengths[at % CHANNELS] ?? 0) * (step[at] ?? 0));
    }
  }
}

function stepLengths({ spans, inverse, residual, step, stride }: PoissonGrid): Float32Array {
  const row = stride * CHANNELS;
  const gains = new Float64Array(CHANNELS);
  const costs = new Float64Array(CHANNELS);
  let index = 0;
  for (let span = 0; span < spans.length; span += 2) {
    const first = (spans[span] ?? 0) * CHANNELS;
    const last = first + (spans[span + 1] ?? 0) * CHANNELS;
    for (let cell = first; cell < last; cell += CHANNELS) {
      const share = inverse[index++] ?? 1;
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        const at = cell + channel;
        const here = step[at] ?? 0;
        const vertical = fround((step[at - row] ?? 0) + (step[at + row] ?? 0));
        const around = fround(vertical + fround((step[at - CHANNELS] ?? 0) + (step[at + CHANNELS] ?? 0)));
        const left = fround(fround(here / share) - around);
        gains[channel] = (gains[channel] ?? 0) + fround(here * (residual[at] ?? 0));
        costs[channel] = (costs[channel] ?? 0) + fround(here * left);
      }
    }
  }
  return Float32Array.from(gains, (gain, channel) => {
    const cost = costs[channel] ?? 0;
    return cost > 0 ? gain / cost : 0;
  });
}
