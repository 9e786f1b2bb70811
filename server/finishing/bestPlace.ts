import type { Frame } from '../../src/domain/frame.ts';
import type { ImageMap } from './pixels/axisMap.ts';
import { type FloatImage, lumaOf } from './pixels/floatImage.ts';
import { mayBeRounded, placeCandidates } from './placeCandidates.ts';
import { expectedMap, placePicture, shownPart } from './placePicture.ts';
import type { ProviderPicture } from './readPicture.ts';
import type { Registration } from './registration/register.ts';
import type { ShrunkSource } from './shrunkSource.ts';

/** A place is tried only where it shows this much of the source, in pixels of the picture. */
const MIN_SHOWN = 32;
/** Places whose unlikeness is this near agree alike: without texture it is rounding alone. */
const SAME_UNLIKENESS = 1e-6;

export interface Place {
  readonly registration: Registration;
  /** From the frame to the picture, as expected and as found. */
  readonly expected: ImageMap;
  readonly map: ImageMap;
  /** Of the place, in pixels of the frame. */
  readonly uncertainty: number;
}

interface PlaceRequest {
  readonly smallSource: ShrunkSource;
  readonly frame: Frame;
  readonly picture: ProviderPicture;
  /** Whether the picture's shape is not the frame's. */
  readonly isOff: boolean;
}

/** Where the picture agrees best with the source: the expected place, or the best of those for another shape. */
export function bestPlace(request: PlaceRequest, image: FloatImage): Place {
  const { smallSource, frame, picture, isOff } = request;
  const luma = lumaOf(image);
  const others = isOff ? placeCandidates(smallSource, frame, image) : [];
  // Stretched comes last: of places that agree alike, as on one plain colour, the first is taken.
  const isWhole = !isOff || mayBeRounded(frame, picture.sent);
  const starts = isWhole ? [...others, expectedMap(frame, image)] : others;
  const places = starts
    .filter((start) => {
      const seen = shownPart(smallSource, image, frame, start);
      return Math.min(seen.width, seen.height) >= MIN_SHOWN;
    })
    .map((expected) => ({ expected, ...placePicture(smallSource, luma, frame, expected) }));
  const [first, ...further] = places;
  if (first === undefined) throw new Error('The picture shows nothing of the source.');
  const best = further.reduce(
    (nearest, place) =>
      place.registration.unlikeness < nearest.registration.unlikeness - SAME_UNLIKENESS ? place : nearest,
    first,
  );
  const { x, y } = best.map;
  return { ...best, uncertainty: best.registration.deviation(1, 1) / Math.min(x.scale, y.scale) };
}
