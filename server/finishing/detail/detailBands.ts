import { boxMean, gaussianBlur } from '../pixels/blurring.ts';
import { type FloatImage, type Plane, planeAt } from '../pixels/floatImage.ts';
import { guidedDetail, guideOf } from './guidedFilter.ts';

/** Activities (mean absolute detail, in levels) at which amounts are fitted; linear between, on a logarithmic scale. */
const NODES = 5;
const MIN_ACTIVITY = 0.5;

/** Detail of a luma–chroma image, and how busy brightness is around each pixel. */
export interface Detail {
  /** For each channel its fine and its middle detail; for colours also what they lack beside brightness. */
  readonly bands: readonly (readonly Float32Array[])[];
  /** Mean absolute detail of brightness around each pixel, in levels, at half the size, rounded up. */
  readonly activity: Plane;
}

export function detailOf(image: FloatImage): Detail {
  const { width, height } = image;
  const plane = (channel: number): Plane => ({ width, height, values: planeAt(image, channel) });
  const luma = plane(0);
  const fine = gaussianBlur(luma, 0.7);
  const coarse = gaussianBlur(luma, 1.5);
  const guide = image.planes.length > 1 ? guideOf(luma) : null;
  const chroma = image.planes.slice(1).map((_, i) => {
    const own = plane(i + 1);
    const bands = bandsBetween(own, gaussianBlur(own, 1), boxMean(own, 3));
    return guide === null ? bands : [...bands, guidedDetail(own, guide)];
  });
  const sizes = meanSizes(luma, coarse);
  return { bands: [bandsBetween(luma, fine, coarse), ...chroma], activity: boxMean(boxMean(sizes, 1), 1) };
}

/** Mean absolute difference of two planes over every four pixels. */
function meanSizes({ width, height, values: a }: Plane, { values: b }: Plane): Plane {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const sums = new Float32Array(half.width * half.height);
  for (let y = 0; y < 2 * half.height; y += 1) {
    const row = Math.min(y, height - 1) * width;
    for (let x = 0, to = (y >> 1) * half.width; x < 2 * half.width; x += 2, to += 1) {
      const at = row + x;
      const next = x + 1 < width ? at + 1 : at;
      const size = Math.abs((a[at] ?? 0) - (b[at] ?? 0)) + Math.abs((a[next] ?? 0) - (b[next] ?? 0));
      sums[to] = (sums[to] ?? 0) + size / 4;
    }
  }
  return { ...half, values: sums };
}

/** Where an activity lies among the nodes: 1.25 is a quarter of the way from the second to the third. */
export function nodePlace(activity: number): number {
  const place = Math.log2(Math.max(1e-6, activity) / MIN_ACTIVITY);
  return place < 0 ? 0 : place > NODES - 1 ? NODES - 1 : place;
}

export const ACTIVITY_NODES = NODES;

/** Takes the place of both blurred planes. */
function bandsBetween(plane: Plane, { values: fine }: Plane, { values: coarse }: Plane): Float32Array[] {
  for (let at = 0; at < fine.length; at += 1) {
    const middle = fine[at] ?? 0;
    coarse[at] = middle - (coarse[at] ?? 0);
    fine[at] = (plane.values[at] ?? 0) - middle;
  }
  return [fine, coarse];
}
