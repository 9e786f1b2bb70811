import type { FinishProof } from '../../src/domain/finishProof.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import type { FillConcern } from '../../src/engine/fillConcern.ts';
import { colourChannels, isOpaque, type Raster } from '../images/raster.ts';
import type { RowImage } from '../images/rowImage.ts';
import { compose } from './compose.ts';
import { judgeExact, pictureAround } from './exactPicture.ts';
import { coveredPart, filled } from './fillUncovered.ts';
import { type JudgedBorder, judgeAsIs, judgeMatched } from './judgeBorder.ts';
import { type Matched, matchLarge, matchPicture } from './matchPicture.ts';
import { composed, type ImageMap, mapAxes, mapPoint } from './pixels/axisMap.ts';
import { type FloatImage, lumaOf, type Plane } from './pixels/floatImage.ts';
import { type PictureRows, rowsOfImage, rowsOfRaster } from './pixels/pictureRows.ts';
import { CATMULL_ROM, resampleRaster } from './pixels/resampling.ts';
import { mayBeRounded, placeCandidates } from './placeCandidates.ts';
import { expectedMap, placePicture, shownPart } from './placePicture.ts';
import { SeamMeter } from './quality/seamMeter.ts';
import { floatPicture, type ProviderPicture } from './readPicture.ts';
import type { Registration } from './registration/register.ts';

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

interface PixelLimits {
  /** A picture with more pixels is matched row by row: its levels would take 12 bytes a pixel, and each copy as much. */
  readonly whole: number;
  /** As many tell the place and the colours of such a picture. */
  readonly shrunk: number;
}

const MAX_PIXELS: PixelLimits = { whole: 24_000_000, shrunk: 2_000_000 };

/** Places, matches and composes a picture, and judges how well that went. */
export function composePicture(request: PictureRequest, maxPixels: PixelLimits = MAX_PIXELS): Composed {
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
  if (isOpaque(raster) && raster.width * raster.height > maxPixels.whole)
    return composeLarge({ ...request, source }, maxPixels.shrunk);
  const { image, alpha } = floatPicture(raster);
  return alpha === null
    ? composeMatched({ ...request, source }, image)
    : composeTransparent({ ...request, source }, image, alpha);
}

const isGrey = (raster: Raster) => colourChannels(raster) === 1;

function composeMatched(request: PictureRequest, image: FloatImage): Composed {
  const { source, frame } = request;
  const place = bestPlace(request, image);
  const matched = matchPicture(source, image, frame, place.map);
  return composeWith(request, { ...place, matched, shown: rowsOfImage(image) });
}

/** Pixels by which a picture may be out of place and is taken as it lies: moved by so little, it would only be softer. */
const MAX_UNSEEN_SHIFT = 0.25;

/** The same of a picture whose levels are made row by row: it is placed by what it is when shrunk. */
function composeLarge(request: PictureRequest, maxShrunkPixels: number): Composed {
  const { source, frame, picture } = request;
  const { raster } = picture;
  const shrunk = shrunkTo(maxShrunkPixels, raster);
  const place = bestPlace(request, shrunk);
  const whole = expectedMap(shrunk, raster);
  const ofRaster = (map: ImageMap) => mapAxes(map, (axis, name) => composed(whole[name], axis));
  const [expected, found] = [ofRaster(place.expected), ofRaster(place.map)];
  const map = largestShift(expected, found, frame) < MAX_UNSEEN_SHIFT ? expected : found;
  const matched = matchLarge(source, { raster, shrunk, map, shrunkMap: place.map }, frame);
  return composeWith(request, {
    ...{ ...place, expected, map, matched },
    shown: rowsOfRaster(raster, () => undefined),
  });
}

function shrunkTo(mostPixels: number, raster: Raster): FloatImage {
  const factor = Math.min(1, Math.sqrt(mostPixels / (raster.width * raster.height)));
  const size = { width: Math.round(raster.width * factor), height: Math.round(raster.height * factor) };
  return resampleRaster(raster, size, expectedMap(size, raster), CATMULL_ROM);
}

/** The furthest that two maps lead a point of the frame apart, along an axis, in pixels of the picture. */
function largestShift(one: ImageMap, other: ImageMap, { width, height }: Size): number {
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: height },
  ];
  return Math.max(
    ...corners.flatMap((corner) => {
      const [from, to] = [mapPoint(one, corner), mapPoint(other, corner)];
      return [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
    }),
  );
}

interface Placed extends Place {
  readonly matched: Matched;
  /** The picture as it was sent. */
  readonly shown: PictureRows;
}

function composeWith({ source, frame }: PictureRequest, placed: Placed): Composed {
  const { registration, uncertainty, expected, map, matched, shown } = placed;
  const rows = compose({ source, frame, alpha: null, toPicture: map, ...matched });
  const judged = judgeMatched({ source, frame, picture: shown, expected, matched });
  const { result, concerns } = filled(rows, source, frame, coveredPart(frame, shown, map));
  const seam = new SeamMeter(source, frame);
  return {
    ...{ result: seam.reading(result), seam, map },
    concerns: concerns ?? [],
    found: {
      registration: {
        isAccepted: registration.isAccepted,
        ...shiftOf(expected, map, frame, source),
        uncertainty,
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

interface Place {
  readonly registration: Registration;
  /** From the frame to the picture, as expected and as found. */
  readonly expected: ImageMap;
  readonly map: ImageMap;
  /** Of the place, in pixels of the frame. */
  readonly uncertainty: number;
}

/** Where the picture agrees best with the source: the expected place, or the best of those for another shape. */
function bestPlace({ source, frame, picture, isOff }: PictureRequest, image: FloatImage): Place {
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
  const best = further.reduce(
    (nearest, place) =>
      place.registration.unlikeness < nearest.registration.unlikeness - SAME_UNLIKENESS ? place : nearest,
    first,
  );
  const { x, y } = best.map;
  return { ...best, uncertainty: best.registration.deviation(1, 1) / Math.min(x.scale, y.scale) };
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
  const result = compose({
    source,
    frame,
    picture: rowsOfImage(image),
    alpha,
    toPicture,
    seam: null,
    grain: 0,
  });
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
