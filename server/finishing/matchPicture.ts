import type { Frame } from '../../src/domain/frame.ts';
import type { Raster } from '../images/raster.ts';
import { applyColour } from './colour/applyColour.ts';
import { type BlockGrid, blockMeans } from './colour/blockMeans.ts';
import { fitColour } from './colour/colourFit.ts';
import { CAREFUL, CONVINCED, colourReliability, textureReliability } from './colour/reliability.ts';
import { matchSharpness } from './detail/sharpness.ts';
import { composed, type ImageMap, mapAxes } from './pixels/axisMap.ts';
import { type FloatImage, lumaOf, partOf } from './pixels/floatImage.ts';
import { type SourceInPicture, sourceInPicture } from './placePicture.ts';
import { localContrast } from './registration/localContrast.ts';
import { compareTiles } from './registration/tiles.ts';
import { missingGrain } from './seam/grain.ts';
import { SeamCorrection } from './seam/seamCorrection.ts';
import { borderStrips } from './seam/strips.ts';

export interface Matched {
  /** The picture in the source's colours, as sharp as it. */
  readonly picture: FloatImage;
  readonly seam: SeamCorrection;
  /** Deviation of the grain that the picture lacks, in levels. */
  readonly grain: number;
  /** How far the picture shows the source at a point of it, 0–1: below a half something else was drawn there. */
  readonly likenessAt: ReliabilityAt;
}

type ReliabilityAt = (x: number, y: number) => number;

/** All of the missing grain would show as noise; this much brings gradients to the truth's (measured). */
const GRAIN_SHARE = 0.5;

/**
 * Brings a picture into the source's colours and sharpness, and finds what is then left along the border.
 *
 * @param map from the frame to the picture, as registered
 */
export function matchPicture(source: Raster, picture: FloatImage, frame: Frame, map: ImageMap): Matched {
  const seen = sourceInPicture(source, picture, frame, map);
  const { grid, fits, reliability, likeness } = matchColours(seen, picture);
  const coloured = applyColour(picture, fits);
  const toPicture = fromSource(map, frame);
  const reliabilityAt = reliabilityLookup({ grid, reliability, toPicture, seen });
  const likenessAt = reliabilityLookup({ grid, reliability: likeness, toPicture, seen });
  const sharp = matchSharpness({ picture: coloured, source, toPicture, reliabilityAt });
  const borders = borderStrips({ source, picture: sharp, toPicture, reliabilityAt });
  const seam = new SeamCorrection(borders, { source, placement: frame.placement, frame });
  return { picture: sharp, seam, grain: GRAIN_SHARE * missingGrain(borders), likenessAt };
}

/** A map from the frame as one from the source. */
export function fromSource(map: ImageMap, frame: Frame): ImageMap {
  return mapAxes(map, (axis, name) => composed(axis, { scale: 1, offset: frame.placement[name] }));
}

const TILE = 16;

function matchColours({ image, origin }: SourceInPicture, picture: FloatImage) {
  const grid = blockMeans(image, picture, origin);
  const place = { ...origin, width: image.width, height: image.height };
  const part = picture.planes.map((values) => partOf({ ...picture, values }, place).values);
  const shown = lumaOf({ width: image.width, height: image.height, planes: part });
  const tiles = compareTiles(localContrast(lumaOf(image)), localContrast(shown), TILE);
  const texture = textureReliability(grid, tiles, CAREFUL);
  const fits = fitColour(grid, texture, picture);
  const reliability = colourReliability(grid, texture, fits);
  const likeness = colourReliability(grid, textureReliability(grid, tiles, CONVINCED), fits);
  return { grid, fits, reliability, likeness };
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
