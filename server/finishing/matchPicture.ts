import type { Frame } from '../../src/domain/frame.ts';
import { colourChannels, type Raster } from '../images/raster.ts';
import { applyColour, colourChange } from './colour/applyColour.ts';
import { type BlockGrid, blockMeans } from './colour/blockMeans.ts';
import { fitColour } from './colour/colourFit.ts';
import { CAREFUL, CONVINCED, colourReliability, textureReliability } from './colour/reliability.ts';
import { matchSharpness } from './detail/sharpness.ts';
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
  /** The picture in the source's colours; as sharp as it where that was asked for. */
  readonly picture: PictureRows;
  readonly seam: SeamCorrection;
  /** Deviation of the grain that the picture lacks, in levels. */
  readonly grain: number;
  /** How far the picture shows the source at a point of it, 0–1: below a half something else was drawn there. */
  readonly likenessAt: ReliabilityAt;
}

interface MatchRequest {
  readonly source: Raster;
  readonly smallSource: ShrunkSource;
  readonly frame: Frame;
}

type ReliabilityAt = (x: number, y: number) => number;

/** All of the missing grain would show as noise; this much brings gradients to the truth's (measured). */
const GRAIN_SHARE = 0.5;

/**
 * Brings a picture into the source's colours and sharpness, and finds what is then left along the border.
 *
 * @param map from the frame to the picture, as registered
 */
export function matchPicture(request: MatchRequest, picture: FloatImage, map: ImageMap): Matched {
  const { source, frame } = request;
  const { fits, reliabilityAt, likenessAt } = matchColours(request, picture, map);
  const toPicture = fromSource(map, frame);
  const coloured = applyColour(picture, fits);
  const sharp = rowsOfImage(matchSharpness({ picture: coloured, source, toPicture, reliabilityAt }));
  return {
    picture: sharp,
    likenessAt,
    ...matchBorder({ source, picture: sharp, toPicture, reliabilityAt }, frame),
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
  const { fits, reliabilityAt, likenessAt } = matchColours(request, shrunk, shrunkMap);
  const own = fits.slice(0, colourChannels(raster));
  const picture = rowsOfRaster(raster, colourChange(raster, own, expectedMap(raster, shrunk)));
  const toPicture = fromSource(map, frame);
  return { picture, likenessAt, ...matchBorder({ source, picture, toPicture, reliabilityAt }, frame) };
}

function matchBorder(request: StripRequest, frame: Frame): Pick<Matched, 'seam' | 'grain'> {
  const { source } = request;
  const borders = borderStrips(request);
  const seam = new SeamCorrection(borders, { source, placement: frame.placement, frame });
  return { seam, grain: GRAIN_SHARE * missingGrain(borders) };
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
  const part = picture.planes.map((values) => partOf({ ...picture, values }, place).values);
  const shown = lumaOf({ width: image.width, height: image.height, planes: part });
  const tiles = compareTiles(localContrast(lumaOf(image)), localContrast(shown), TILE);
  const texture = textureReliability(grid, tiles, CAREFUL);
  const fits = fitColour(grid, texture, picture);
  const reliability = colourReliability(grid, texture, fits);
  const likeness = colourReliability(grid, textureReliability(grid, tiles, CONVINCED), fits);
  const toPicture = fromSource(map, frame);
  return {
    fits,
    reliabilityAt: reliabilityLookup({ grid, reliability, toPicture, seen }),
    likenessAt: reliabilityLookup({ grid, reliability: likeness, toPicture, seen }),
  };
}

interface LookupParts {
  readonly grid: BlockGrid;
  readonly reliability: Float32Array;
  readonly toPicture: ImageMap;
  readonly seen: SourceInPicture;
}

function reliabilityLookup({ grid, reliability, toPicture, seen }: LookupParts): ReliabilityAt {
  const { x, y } = toPicture;
  return (sourceX, sourceY) => {
    const column = Math.floor((x.scale * (sourceX + 0.5) + x.offset - seen.origin.x) / grid.side);
    const row = Math.floor((y.scale * (sourceY + 0.5) + y.offset - seen.origin.y) / grid.side);
    const inRow = Math.min(grid.width - 1, Math.max(0, column));
    return reliability[Math.min(grid.height - 1, Math.max(0, row)) * grid.width + inRow] ?? 0;
  };
}
