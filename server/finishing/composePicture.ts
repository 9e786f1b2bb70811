import type { FinishProof } from '../../src/domain/finishProof.ts';
import type { Frame } from '../../src/domain/frame.ts';
import type { FillConcern } from '../../src/engine/fillConcern.ts';
import { colourChannels, isOpaque, type Raster } from '../images/raster.ts';
import type { RowImage } from '../images/rowImage.ts';
import { bestPlace, type Place } from './bestPlace.ts';
import { compose } from './compose.ts';
import { judgeExact, pictureAround } from './exactPicture.ts';
import { coveredPart, filled } from './fillUncovered.ts';
import { greyAsColours } from './greyAsColours.ts';
import { type JudgedBorder, judgeAsIs, judgeMatched } from './judgeBorder.ts';
import { largestShift, shiftOf } from './mapShift.ts';
import { type Matched, matchLarge, matchPicture } from './matchPicture.ts';
import { composed, type ImageMap, mapAxes } from './pixels/axisMap.ts';
import type { FloatImage, Plane } from './pixels/floatImage.ts';
import { type PictureRows, rowsOfImage, rowsOfRaster } from './pixels/pictureRows.ts';
import { resampleRaster } from './pixels/resampling.ts';
import { CATMULL_ROM } from './pixels/taps.ts';
import { placeCandidates } from './placeCandidates.ts';
import { expectedMap } from './placePicture.ts';
import { SeamMeter } from './quality/seamMeter.ts';
import { floatPicture, type ProviderPicture } from './readPicture.ts';
import { shrunkSource } from './shrunkSource.ts';

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
  const smallSource = sourceFor(request, image);
  const place = bestPlace({ ...request, smallSource }, image);
  const matched = matchPicture({ source, smallSource, frame }, image, place.map);
  return composeWith(request, { ...place, matched, shown: rowsOfImage(image) });
}

function sourceFor({ source, frame }: PictureRequest, image: FloatImage) {
  return shrunkSource(source, Math.max(image.width / frame.width, image.height / frame.height));
}

/** Pixels by which a picture may be out of place and is taken as it lies: moved by so little, it would only be softer. */
const MAX_UNSEEN_SHIFT = 0.25;

/** The same of a picture whose levels are made row by row: it is placed by what it is when shrunk. */
function composeLarge(request: PictureRequest, maxShrunkPixels: number): Composed {
  const { source, frame, picture } = request;
  const { raster } = picture;
  const shrunk = shrunkTo(maxShrunkPixels, raster);
  const smallSource = sourceFor(request, shrunk);
  const place = bestPlace({ ...request, smallSource }, shrunk);
  const whole = expectedMap(shrunk, raster);
  const ofRaster = (map: ImageMap) => mapAxes(map, (axis, name) => composed(whole[name], axis));
  const [expected, found] = [ofRaster(place.expected), ofRaster(place.map)];
  const map = largestShift(expected, found, frame) < MAX_UNSEEN_SHIFT ? expected : found;
  const matched = matchLarge({ source, smallSource, frame }, { raster, shrunk, map, shrunkMap: place.map });
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
        ...shiftOf(placed, frame, source),
        uncertainty,
      },
      ...judged,
      isFilled: concerns !== null,
    },
  };
}

/** Of a picture with transparency nothing can be matched: colours that nobody sees may be any. */
function composeTransparent(request: PictureRequest, image: FloatImage, alpha: Plane): Composed {
  const { source, frame, isOff, picture } = request;
  const [other] = isOff ? placeCandidates(source, frame, image) : [];
  const toPicture = other ?? expectedMap(frame, image);
  const rows = rowsOfImage(image);
  const result = compose({
    source,
    frame,
    picture: () => rows,
    alpha,
    toPicture,
    seam: null,
    grain: null,
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
