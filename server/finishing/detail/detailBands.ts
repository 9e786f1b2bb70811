import type { Room } from '../kernel/room.ts';
import { boxMean, gaussianBlur } from '../pixels/blurring.ts';
import { type FloatImage, type Plane, planeAt } from '../pixels/floatImage.ts';
import { guidedDetail, guideOf } from './guidedFilter.ts';

/** Activities (mean absolute detail, in levels) at which amounts are fitted; linear between, on a logarithmic scale. */
const NODES = 5;
const MIN_ACTIVITY = 0.5;

/** Detail of a luma–chroma image, and how busy brightness is around each pixel. */
export interface Detail {
  /**
   * Fine and middle detail of a channel, made anew in the room; of colours also what they lack beside brightness, which
   * guides them as it is then.
   */
  readonly bandsOf: (channel: number) => Float32Array[];
  /** Mean absolute detail of brightness around each pixel, in levels, at half the size, rounded up. */
  readonly activity: Plane;
  /** Where each activity lies among the nodes. */
  readonly places: Float32Array;
}

/** @param image lies in the room, as its detail will */
export function detailOf(room: Room, image: FloatImage): Detail {
  const { width, height } = image;
  const plane = (channel: number): Plane => ({ width, height, values: planeAt(image, channel) });
  const luma = plane(0);
  const activity = activityOf(room, luma);
  const places = placesOf(room, activity);
  const guide = image.planes.length > 1 ? guideOf(room, luma) : null;
  const bandsOf = (channel: number) => {
    const own = plane(channel);
    if (channel === 0)
      return bandsBetween(room, own, [gaussianBlur(room, own, 0.7), gaussianBlur(room, own, COARSE)]);
    // First, as it needs most beside what it makes, which others take the places of.
    const guided = guide === null ? [] : [guidedDetail(room, own, guide)];
    return [...bandsBetween(room, own, [gaussianBlur(room, own, 1), boxMean(room, own, 3)]), ...guided];
  };
  return { bandsOf, activity, places };
}

/** Blur of brightness beyond which detail ends. */
const COARSE = 1.5;

function activityOf(room: Room, luma: Plane): Plane {
  const { width, height, values } = luma;
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const out = room.floats(half.width * half.height);
  room.briefly(() => {
    const sizes = { ...half, values: room.floats(out.length) };
    const coarse = gaussianBlur(room, luma, COARSE).values;
    room.kernel.meanSizes(values.byteOffset, coarse.byteOffset, width, height, sizes.values.byteOffset);
    boxMean(room, boxMean(room, sizes, 1), 1, { out });
  });
  return { ...half, values: out };
}

/** Values of the table that tells places, to a level of activity. */
const RESOLUTION = 256;

function placesOf(room: Room, { values }: Plane): Float32Array {
  const places = room.floats(values.length);
  room.briefly(() => {
    const length = MIN_ACTIVITY * 2 ** (NODES - 1) * RESOLUTION + 1;
    const table = room.copied(Float32Array.from({ length }, (_, i) => nodePlace(i / RESOLUTION)));
    room.kernel.findPlaces(
      values.byteOffset,
      places.byteOffset,
      values.length,
      table.byteOffset,
      length,
      RESOLUTION,
    );
  });
  return places;
}

/** Where an activity lies among the nodes: 1.25 is a quarter of the way from the second to the third. */
function nodePlace(activity: number): number {
  const place = Math.log2(Math.max(1e-6, activity) / MIN_ACTIVITY);
  return place < 0 ? 0 : place > NODES - 1 ? NODES - 1 : place;
}

export const ACTIVITY_NODES = NODES;

/** Takes the place of both blurred planes, the finer first. */
function bandsBetween(room: Room, plane: Plane, [fine, coarse]: readonly [Plane, Plane]): Float32Array[] {
  const { values } = plane;
  room.kernel.takeBands(values.byteOffset, fine.values.byteOffset, coarse.values.byteOffset, values.length);
  return [fine.values, coarse.values];
}
