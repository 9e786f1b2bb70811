import type { Room } from '../kernel/room.ts';
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

export function guideOf(room: Room, luma: Plane): Guide {
  const plane = room.held(luma);
  const mean = boxMean(room, plane, RADIUS).values;
  const variance = boxMean(room, plane, RADIUS, { factor: plane }).values;
  room.kernel.takeVariance(variance.byteOffset, mean.byteOffset, mean.length);
  return { plane, mean, variance };
}

/**
 * What a plane has less or more than it would have if it went with its guide all around (guided filter: He, Sun and Tang,
 * «Guided image filtering», 2013). Of colours that JPEG keeps at half the size it is the edges that were lost.
 */
export function guidedDetail(room: Room, colour: Plane, guide: Guide): Float32Array {
  const { kernel } = room;
  const plane = room.held(colour);
  const { length } = plane.values;
  const detail = room.floats(length);
  room.briefly(() => {
    const slope = boxMean(room, plane, RADIUS, { factor: guide.plane });
    const base = boxMean(room, plane, RADIUS);
    kernel.takeSlopes(
      slope.values.byteOffset,
      base.values.byteOffset,
      guide.mean.byteOffset,
      guide.variance.byteOffset,
      NOISE,
      length,
    );
    boxMean(room, base, RADIUS, { out: detail });
    const { values: slopes } = boxMean(room, slope, RADIUS, { out: base.values });
    kernel.takeGuided(
      detail.byteOffset,
      slopes.byteOffset,
      guide.plane.values.byteOffset,
      plane.values.byteOffset,
      length,
    );
  });
  return detail;
}
