import type { FinishProof } from '../../src/domain/finishProof.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { FillConcern } from '../../src/engine/fillConcern.ts';
import { colourChannels, isOpaque, type Raster } from '../images/raster.ts';
import type { RowImage } from '../images/rowImage.ts';
import { compose } from './compose.ts';
import { judgeExact, pictureAround } from './exactPicture.ts';
import { coveredPart, filled } from './fillUncovered.ts';
import { type JudgedBorder, judgeAsIs, judgeMatched } from './judgeBorder.ts';
import { matchPicture } from './matchPicture.ts';
import { type ImageMap, mapPoint } from './pixels/axisMap.ts';
import { type FloatImage, lumaOf, type Plane } from './pixels/floatImage.ts';
import { mayBeRounded, placeCandidates } from './placeCandidates.ts';
import { expectedMap, placePicture, shownPart } from './placePicture.ts';
import { SeamMeter } from './quality/seamMeter.ts';
import { floatPicture, type ProviderPicture } from './readPicture.ts';

export interface PictureRequest {
  readonly source: Raster;
  readonly frame: Frame;
  readonly picture: ProviderPicture;
  /** Whether the picture's shape is not the frame's. */
  readonly isOff: boolean;
}

type Found = Pick<FinishProof, 'registration' | 'border' | 'redrawn' | 'quality' | 'isFilled'>;

export interface Composed {
  /** Composed as its rows are read. */
  readonly result: RowImage;
  readonly map: ImageMap;
  readonly found: Found;
  /** Knows the step at the border once all rows were read. */
  readonly seam: SeamMeter;
  /** Of what the built-in engine filled. */
  readonly concerns: readonly FillConcern[];
}

/** Places, matches and composes a picture, and judges how well that went. */
export function composePicture(request: PictureRequest): Composed {
  const { frame, picture } = request;
  const source =
    isGrey(request.source) && !isGrey(picture.raster) ? greyAsColours(request.source) : request.source;
  const { raster } = picture;
  const isOfFrame = raster.width === frame.width && raster.height === frame.height;
  if (isOfFrame) {
    const toPicture = expectedMap(frame, frame);
    const judged = isOpaque(raster)
      ? judgeExact(source, raster, frame)
      : judgeAsIs(source, frame, { picture: raster, toPicture });
    if (judged) return asIs({ source, frame, toPicture, judged }, pictureAround(source, raster, frame));
  }
  const { image, alpha } = floatPicture(raster);
  return alpha === null
    ? composeMatched({ ...request, source }, image)
    : composeTransparent({ ...request, source }, image, alpha);
}

const isGrey = (raster: Raster) => colourChannels(raster) === 1;

function composeMatched(request: PictureRequest, image: FloatImage): Composed {
  const { source, frame } = request;
  const { registration, map, expected } = bestPlace(request, image);
  const matched = matchPicture(source, image, frame, map);
  const composed = compose({ source, frame, alpha: null, toPicture: map, ...matched });
  const judged = judgeMatched({ source, frame, image, expected, matched });
  const corner = registration.deviation(1, 1);
  const { result, concerns } = filled(composed, source, frame, coveredPart(frame, image, map));
  const seam = new SeamMeter(source, frame);
  return {
    ...{ result: seam.reading(result), seam, map },
    concerns: concerns ?? [],
    found: {
      registration: {
        isAccepted: registration.isAccepted,
        ...shiftOf(expected, map, frame, source),
        uncertainty: corner / Math.min(map.x.scale, map.y.scale),
      },
      ...judged,
      isFilled: concerns !== null,
    },
  };
}

/** A place is tried only where it shows this much of the source, in pixels of the picture. */
const MIN_SHOWN = 32;
/** Places whose unlikeness is this near agree alike: without texture it is rounding alone. */
const SAME_UNLIKENESS = 1e-6;

/** Where the picture agrees best with the source: the expected place, or the best of those for another shape. */
function bestPlace({ source, frame, picture, isOff }: PictureRequest, image: FloatImage) {
  const luma = lumaOf(image);
  const others = isOff ? placeCandidates(source, frame, image) : [];
  // Stretched comes last: of places that agree alike, as on one plain colour, the first is taken.
  const isWhole = !isOff || mayBeRounded(frame, picture.sent);
  const starts = isWhole ? [...others, expectedMap(frame, image)] : others;
  const places = starts
    .filter((start) => {
      const seen = shownPart(source, image, frame, start);
      return Math.min(seen.width, seen.height) >= MIN_SHOWN;
    })
    .map((expected) => ({ expected, ...placePicture(source, luma, frame, expected) }));
  const [first, ...further] = places;
  if (first === undefined) throw new Error('The picture shows nothing of the source.');
  return further.reduce(
    (best, place) =>
      place.registration.unlikeness < best.registration.unlikeness - SAME_UNLIKENESS ? place : best,
    first,
  );
}

/** Grey as three channels that are alike. */
export function greyAsColours({ data, width, height, channels }: Raster): Raster {
  const wide = channels === 2 ? 4 : 3;
  const length = width * height * wide;
  const values = data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    values.fill(data[pixel * channels] ?? 0, pixel * wide, pixel * wide + 3);
    if (wide === 4) values[pixel * 4 + 3] = data[pixel * channels + 1] ?? 0;
  }
  return { data: values, width, height, channels: wide };
}

/** Of a picture with transparency nothing can be matched: colours that nobody sees may be any. */
function composeTransparent(request: PictureRequest, image: FloatImage, alpha: Plane): Composed {
  const { source, frame, isOff, picture } = request;
  const [other] = isOff ? placeCandidates(source, frame, image) : [];
  const toPicture = other ?? expectedMap(frame, image);
  const result = compose({ source, frame, picture: image, alpha, toPicture, seam: null, grain: 0 });
  const judged = judgeAsIs(source, frame, { picture: picture.raster, toPicture });
  return asIs({ source, frame, toPicture, judged }, result);
}

interface AsIs {
  readonly source: Raster;
  readonly frame: Frame;
  readonly toPicture: ImageMap;
  readonly judged: JudgedBorder;
}

function asIs({ source, frame, toPicture, judged }: AsIs, result: RowImage): Composed {
  const seam = new SeamMeter(source, frame);
  return {
    ...{ result: seam.reading(result), seam, map: toPicture, concerns: [] },
    found: {
      registration: { isAccepted: false, shift: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, uncertainty: 0 },
      ...judged,
      isFilled: false,
    },
  };
}

function shiftOf(expected: ImageMap, found: ImageMap, frame: Frame, source: Raster) {
  const centre = { x: frame.placement.x + source.width / 2, y: frame.placement.y + source.height / 2 };
  const [from, to] = [mapPoint(expected, centre), mapPoint(found, centre)];
  return {
    shift: { x: (to.x - from.x) / found.x.scale, y: (to.y - from.y) / found.y.scale },
    scale: { x: found.x.scale / expected.x.scale, y: found.y.scale / expected.y.scale },
  };
}
