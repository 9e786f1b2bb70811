import { boxMean } from '../pixels/blurring.ts';
import type { Plane } from '../pixels/floatImage.ts';

const RADIUS = 2;
/** Variance of the guide that is noise, in levels squared. */
const NOISE = 4;

/** What colours are guided by: brightness, its mean and its variance in the window around each pixel. */
export interface Guide {
  readonly plane: Plane;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

export function guideOf(plane: Plane): Guide {
  const mean = boxMean(plane, RADIUS).values;
  const { values } = boxMean(productOf(plane, plane), RADIUS);
  for (let at = 0; at < values.length; at += 1) {
    // Sums of floats may fall a little below zero.
    values[at] = Math.max(0, (values[at] ?? 0) - (mean[at] ?? 0) ** 2);
  }
  return { plane, mean, variance: values };
}

/**
 * What a plane has less or more than it would have if it went with its guide all around (guided filter: He, Sun and Tang,
 * «Guided image filtering», 2013). Of colours that JPEG keeps at half the size it is the edges that were lost.
 */
export function guidedDetail(plane: Plane, guide: Guide): Float32Array {
  const slope = boxMean(productOf(plane, guide.plane), RADIUS);
  const base = boxMean(plane, RADIUS);
  for (let at = 0; at < slope.values.length; at += 1) {
    const [own, other] = [base.values[at] ?? 0, guide.mean[at] ?? 0];
    const steep = ((slope.values[at] ?? 0) - own * other) / ((guide.variance[at] ?? 0) + NOISE);
    slope.values[at] = steep;
    base.values[at] = own - steep * other;
  }
  const { values: slopes } = boxMean(slope, RADIUS);
  const { values: detail } = boxMean(base, RADIUS);
  for (let at = 0; at < detail.length; at += 1) {
    const guided = (detail[at] ?? 0) + (slopes[at] ?? 0) * (guide.plane.values[at] ?? 0);
    detail[at] = guided - (plane.values[at] ?? 0);
  }
  return detail;
}

function productOf({ width, height, values: a }: Plane, { values: b }: Plane): Plane {
  const values = new Float32Array(a.length);
  for (let at = 0; at < values.length; at += 1) values[at] = (a[at] ?? 0) * (b[at] ?? 0);
  return { width, height, values };
}
