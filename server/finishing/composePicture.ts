import { type FinishProof, seamWord } from '../../src/domain/finishProof.ts';
import type { Frame } from '../../src/domain/frame.ts';
import { SIDES, type Side } from '../../src/domain/side.ts';
import type { FillConcern } from '../../src/engine/fillConcern.ts';
import type { Raster } from '../images/raster.ts';
import { compose } from './compose.ts';
import { coveredPart, fillUncovered } from './fillUncovered.ts';
import { fromSource, type Matched, matchPicture } from './matchPicture.ts';
import { type ImageMap, mapPoint } from './pixels/axisMap.ts';
import { type FloatImage, lumaOf } from './pixels/floatImage.ts';
import { mayBeRounded, placeCandidates } from './placeCandidates.ts';
import { expectedMap, placePicture, shownPart, sourceInPicture } from './placePicture.ts';
import { seamQuality, seamRatio, segmentLength } from './quality/seamQuality.ts';
import type { ProviderPicture } from './readPicture.ts';
import { borderStrips } from './seam/strips.ts';

interface PictureRequest {
  readonly source: Raster;
  readonly frame: Frame;
  readonly picture: ProviderPicture;
  /** Whether the picture's shape is not the frame's. */
  readonly isOff: boolean;
}

type Found = Pick<FinishProof, 'registration' | 'border' | 'seamRatio' | 'redrawn' | 'quality' | 'isFilled'>;

interface Composed {
  readonly result: Raster;
  readonly map: ImageMap;
  readonly found: Found;
  /** Of what the built-in engine filled. */
  readonly concerns: readonly FillConcern[];
}

/** Places, matches and composes a picture, and judges how well that went. */
export function composePicture(request: PictureRequest): Composed {
  const { frame, picture } = request;
  const { source, image } = sameChannels(request.source, picture.image);
  if (picture.alpha !== null || isExact(source, image, frame))
    return composedAsIs({ ...request, source }, image);
  const { registration, map, expected } = bestPlace({ ...request, source }, image);
  const matched = matchPicture(source, image, frame, map);
  const result = compose({ source, frame, alpha: null, toPicture: map, ...matched });
  const judged = judge({ source, frame, image, expected, matched });
  const corner = registration.deviation(1, 1);
  const concerns = fillUncovered(result, source, frame, coveredPart(frame, image, map));
  return {
    result,
    map,
    concerns: concerns ?? [],
    found: {
      registration: {
        isAccepted: registration.isAccepted,
        ...shiftOf(expected, map, frame, source),
        uncertainty: corner / Math.min(map.x.scale, map.y.scale),
      },
      ...judged,
      seamRatio: seamRatio(result, source, frame.placement),
      isFilled: concerns !== null,
    },
  };
}

/** A place is tried only where it shows this much of the source, in pixels of the picture. */
const LEAST_SHOWN = 32;
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
      return Math.min(seen.width, seen.height) >= LEAST_SHOWN;
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

/** Grey becomes three equal channels where the other one has colours. */
function sameChannels(source: Raster, image: FloatImage): { source: Raster; image: FloatImage } {
  const [grey] = image.planes;
  if (source.channels >= 3) {
    return {
      source,
      image: image.planes.length === 1 && grey ? { ...image, planes: [grey, grey, grey] } : image,
    };
  }
  return { source: image.planes.length === 3 ? greyAsColours(source) : source, image };
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

/** Of a level: a picture this near shows the source itself, as the built-in engine's does. */
const EXACT = 0.25;

function isExact(source: Raster, image: FloatImage, frame: Frame): boolean {
  if (image.width !== frame.width || image.height !== frame.height) return false;
  const { image: own, origin } = sourceInPicture(source, image, frame, expectedMap(frame, image));
  let [sum, count] = [0, 0];
  own.planes.forEach((plane, channel) => {
    const made = image.planes[channel];
    for (let y = 0; y < own.height; y += 4) {
      for (let x = 0; x < own.width; x += 1) {
        const at = (y + origin.y) * image.width + x + origin.x;
        sum += Math.abs((plane[y * own.width + x] ?? 0) - (made?.[at] ?? 0));
        count += 1;
      }
    }
  });
  return sum < EXACT * count;
}

function composedAsIs({ source, frame, picture, isOff }: PictureRequest, image: FloatImage): Composed {
  const [other] = isOff ? placeCandidates(source, frame, image) : [];
  const map = other ?? expectedMap(frame, image);
  const result = compose({
    source,
    frame,
    picture: image,
    alpha: picture.alpha,
    toPicture: map,
    seam: null,
    grain: 0,
  });
  return {
    result,
    map,
    concerns: [],
    found: {
      registration: { isAccepted: false, shift: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, uncertainty: 0 },
      border: { before: 0, after: 0 },
      seamRatio: seamRatio(result, source, frame.placement),
      redrawn: 0,
      quality: 'seamless' as const,
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

interface JudgeRequest {
  readonly source: Raster;
  readonly frame: Frame;
  /** As the provider sent it. */
  readonly image: FloatImage;
  readonly expected: ImageMap;
  readonly matched: Matched;
}

function judge({ source, frame, image, expected, matched }: JudgeRequest) {
  const sides = grownSides(source, frame);
  const raw = borderStrips({
    ...{ source, picture: image, toPicture: fromSource(expected, frame) },
    reliabilityAt: () => 1,
    deepest: 3,
  });
  const before = seamQuality({
    source,
    sides,
    differences: (side) => raw[side].channels.map((values) => values.subarray(0, raw[side].length)),
  });
  const after = seamQuality({ source, sides, differences: (side) => matched.seam.leftover(side) });
  const redrawn = redrawnShare(source, sides, matched);
  return {
    border: { before: before.difference, after: after.difference },
    redrawn,
    quality: seamWord({ step: after.step, redrawn }),
  };
}

function grownSides(source: Raster, { placement, width, height }: Frame): Side[] {
  const grows = {
    up: placement.y > 0,
    left: placement.x > 0,
    right: placement.x + source.width < width,
    bottom: placement.y + source.height < height,
  };
  return SIDES.filter((side) => grows[side]);
}

/** Share of border segments at which the picture shows something else. */
function redrawnShare(source: Raster, sides: readonly Side[], { reliabilityAt }: Matched): number {
  const segment = segmentLength(source);
  let [count, redrawn] = [0, 0];
  for (const side of sides) {
    const isFlat = side === 'up' || side === 'bottom';
    const length = isFlat ? source.width : source.height;
    const deep = (isFlat ? source.height : source.width) - 1;
    const across = side === 'up' || side === 'left' ? 0 : deep;
    for (let from = 0; from + segment <= length; from += segment) {
      const middle = from + segment / 2;
      const reliability = isFlat ? reliabilityAt(middle, across) : reliabilityAt(across, middle);
      count += 1;
      if (reliability < 0.5) redrawn += 1;
    }
  }
  return count === 0 ? 0 : redrawn / count;
}
