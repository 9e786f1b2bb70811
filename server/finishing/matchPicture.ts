import type { Frame } from '../../src/domain/frame.ts';
import { colourChannels, type Raster } from '../images/raster.ts';
import { applyColour, colourChange } from './colour/applyColour.ts';
import { type BlockGrid, blockMeans } from './colour/blockMeans.ts';
import { fitColour } from './colour/colourFit.ts';
import {
  CAREFUL,
  CONVINCED,
  colourReliability,
  type Reliability,
  textureReliability,
} from './colour/reliability.ts';
import { matchSharpness } from './detail/sharpness.ts';
import { inRoom, type Room } from './kernel/room.ts';
import { composed, type ImageMap, mapAxes } from './pixels/axisMap.ts';
import { type FloatImage, lumaOf, partOf } from './pixels/floatImage.ts';
import { type PictureRows, rowsOfImage, rowsOfRaster } from './pixels/pictureRows.ts';
import { expectedMap, type SourceInPicture, sourceInPicture } from './placePicture.ts';
import { localContrast } from './registration/localContrast.ts';
import { compareTiles } from './registration/tiles.ts';
import { missingGrain } from './seam/grain.ts';
import { SeamCorrection } from './seam/seamCorrection.ts';
import { borderStrips, type StripRequest } from './seam/strips.ts';
import type { ShrunkSource } from './shrunkSource.ts';

export interface Matched {
  /** The picture in the source's colours; as sharp as it where that was asked for. Read while the room is open. */
  readonly picture: (room: Room) => PictureRows;
  readonly seam: SeamCorrection;
  /** Deviation of the grain to add at each level 0–255, in levels. */
  readonly grain: Float32Array;
  /** How far the picture shows the source at a point of it, 0–1: below a half something else was drawn there. */
  readonly likeness: Reliability;
}

interface MatchRequest {
  readonly source: Raster;
  readonly smallSource: ShrunkSource;
  readonly frame: Frame;
}

/**
 * Brings a picture into the source's colours and sharpness, and finds what is then left along the border.
 *
 * @param map from the frame to the picture, as registered
 */
export function matchPicture(request: MatchRequest, picture: FloatImage, map: ImageMap): Matched {
  const { source, frame } = request;
  const { fits, reliability, likeness } = matchColours(request, picture, map);
  const toPicture = fromSource(map, frame);
  const coloured = applyColour(picture, fits);
  const sharp = rowsOfImage(matchSharpness({ picture: coloured, source, toPicture, reliability }));
  return {
    picture: () => sharp,
    likeness,
    ...matchBorder({ source, picture: sharp, toPicture, reliability }, frame),
  };
}

/** A picture that is too large to lie in memory as levels, and the same shrunk, which tells of its colours. */
export interface LargePicture {
  readonly raster: Raster;
  readonly shrunk: FloatImage;
  /** From the frame to either, as registered. */
  readonly map: ImageMap;
  readonly shrunkMap: ImageMap;
}

/**
 * Brings a large picture into the source's colours row by row, as they are read, and finds what is then left along the
 * border. It stays as sharp as it is: with as many pixels as the frame it is about as sharp as the source.
 */
export function matchLarge(request: MatchRequest, large: LargePicture): Matched {
  const { source, frame } = request;
  const { raster, shrunk, map, shrunkMap } = large;
  const { fits, reliability, likeness } = matchColours(request, shrunk, shrunkMap);
  const own = fits.slice(0, colourChannels(raster));
  const picture = (room: Room) =>
    rowsOfRaster(raster, colourChange(room, raster, own, expectedMap(raster, shrunk)));
  const toPicture = fromSource(map, frame);
  const border = inRoom((room) =>
    matchBorder({ source, picture: picture(room), toPicture, reliability }, frame),
  );
  return { picture, likeness, ...border };
}

function matchBorder(request: StripRequest, frame: Frame): Pick<Matched, 'seam' | 'grain'> {
  const { source } = request;
  const borders = borderStrips(request);
  const seam = new SeamCorrection(borders, { source, placement: frame.placement, frame });
  return { seam, grain: missingGrain({ borders, source, reliability: request.reliability }) };
}

/** A map from the frame as one from the source. */
export function fromSource(map: ImageMap, frame: Frame): ImageMap {
  return mapAxes(map, (axis, name) => composed(axis, { scale: 1, offset: frame.placement[name] }));
}

const TILE = 16;

function matchColours({ smallSource, frame }: MatchRequest, picture: FloatImage, map: ImageMap) {
  const seen = sourceInPicture(smallSource, picture, frame, map);
  const { image, origin } = seen;
  const grid = blockMeans(image, picture, origin);
  const place = { ...origin, width: image.width, height: image.height };
  const luma = lumaOf(picture);
  const tiles = inRoom((room) =>
    compareTiles(room, localContrast(room, lumaOf(image)), localContrast(room, partOf(luma, place)), TILE),
  );
  const texture = textureReliability(grid, tiles, CAREFUL);
  const fits = fitColour(grid, texture, picture);
  const toPicture = fromSource(map, frame);
  const lookup = (reliability: Float32Array) => reliabilityLookup({ grid, reliability, toPicture, seen });
  return {
    fits,
    reliability: lookup(colourReliability(grid, texture, fits)),
    likeness: lookup(colourReliability(grid, textureReliability(grid, tiles, CONVINCED), fits)),
  };
}

interface LookupParts {
  readonly grid: BlockGrid;
  readonly reliability: Float32Array;
  readonly toPicture: ImageMap;
  readonly seen: SourceInPicture;
}

function reliabilityLookup({ grid, reliability, toPicture, seen }: LookupParts): Reliability {
  const { side, width, height } = grid;
  const columnAt = (x: number) => (toPicture.x.scale * (x + 0.5) + toPicture.x.offset - seen.origin.x) / side;
  const rowAt = (y: number) => (toPicture.y.scale * (y + 0.5) + toPicture.y.offset - seen.origin.y) / side;
  const held = (place: number, most: number) => Math.min(most - 1, Math.max(0, Math.floor(place)));
  return {
    at: (x, y) => reliability[held(rowAt(y), height) * width + held(columnAt(x), width)] ?? 0,
    fillRow: (out, y, x, step) => {
      const first = held(rowAt(y), height) * width;
      const scale = (toPicture.x.scale * step) / side;
      let column = columnAt(x);
      for (let i = 0; i < out.length; i += 1, column += scale)
        out[i] = reliability[first + Math.min(width - 1, Math.max(0, Math.floor(column)))] ?? 0;
    },
  };
}
