import type { Frame } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import type { FillConcern } from '../../src/engine/fillConcern.ts';
import { fillFrame } from '../../src/engine/fillFrame.ts';
import { colourChannels, hasAlpha, type Raster, unitsPerLevel } from '../images/raster.ts';
import { type RowImage, rasterOf, rowsOf } from '../images/rowImage.ts';
import type { AxisMap, ImageMap } from './pixels/axisMap.ts';

/** The engine needs about 20 bytes a pixel; a larger frame keeps the picture's mirror image there. */
const MAX_PIXELS = 24_000_000;

interface Covered extends Size {
  readonly x: number;
  readonly y: number;
}

/** As wide a strip, in pixels of the picture, is as good when it mirrors what lies beside it (measured). */
const SLIVER = 4;

/** The part of the frame that a picture shows, in whole pixels; slivers at its edges, which are mirrored, count as shown. */
export function coveredPart(frame: Frame, picture: Size, map: ImageMap): Covered {
  const along = (axis: AxisMap, length: number, shown: number) => {
    const from = Math.max(0, Math.ceil((-axis.offset - SLIVER) / axis.scale));
    const to = Math.min(length, Math.floor((shown - axis.offset + SLIVER) / axis.scale));
    return { from, length: Math.max(0, to - from) };
  };
  const x = along(map.x, frame.width, picture.width);
  const y = along(map.y, frame.height, picture.height);
  return { x: x.from, y: y.from, width: x.length, height: y.length };
}

/**
 * Fills what a picture does not show of a frame by the built-in engine, going out from the covered part, which must hold
 * the source. Where there is something to fill, the result lies in memory.
 *
 * @returns the result, and what to look at in the fill: null when nothing was filled
 */
export function filled(
  composed: RowImage,
  source: Size,
  frame: Frame,
  covered: Covered,
): { result: RowImage; concerns: readonly FillConcern[] | null } {
  const { placement } = frame;
  const isWhole = covered.width >= frame.width && covered.height >= frame.height;
  const holdsSource =
    covered.x <= placement.x &&
    covered.y <= placement.y &&
    covered.x + covered.width >= placement.x + source.width &&
    covered.y + covered.height >= placement.y + source.height;
  if (isWhole || !holdsSource || frame.width * frame.height > MAX_PIXELS)
    return { result: composed, concerns: null };
  const result = rasterOf(composed);
  const { rgba, concerns } = fillFrame({
    rgba: toRgba(result, covered),
    size: covered,
    pads: {
      left: covered.x,
      up: covered.y,
      right: frame.width - covered.x - covered.width,
      bottom: frame.height - covered.y - covered.height,
    },
    seed: 1,
  });
  writeOutside(result, covered, rgba);
  return { result: rowsOf(result), concerns };
}

function toRgba(raster: Raster, part: Covered): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(part.width * part.height * 4);
  const units = unitsPerLevel(raster);
  const colours = colourChannels(raster);
  for (let y = 0; y < part.height; y += 1) {
    for (let x = 0; x < part.width; x += 1) {
      const from = ((y + part.y) * raster.width + x + part.x) * raster.channels;
      const to = (y * part.width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        rgba[to + channel] = (raster.data[from + Math.min(channel, colours - 1)] ?? 0) / units;
      }
      rgba[to + 3] = hasAlpha(raster) ? (raster.data[from + colours] ?? 0) / units : 255;
    }
  }
  return rgba;
}

function writeOutside(raster: Raster, covered: Covered, rgba: Uint8ClampedArray): void {
  const units = unitsPerLevel(raster);
  const colours = colourChannels(raster);
  for (let y = 0; y < raster.height; y += 1) {
    const isBeside = y >= covered.y && y < covered.y + covered.height;
    for (let x = 0; x < raster.width; x += 1) {
      if (isBeside && x >= covered.x && x < covered.x + covered.width) continue;
      const to = (y * raster.width + x) * raster.channels;
      const from = (y * raster.width + x) * 4;
      for (let channel = 0; channel < colours; channel += 1) {
        raster.data[to + channel] = (rgba[from + channel] ?? 0) * units;
      }
      if (hasAlpha(raster)) raster.data[to + colours] = (rgba[from + 3] ?? 0) * units;
    }
  }
}
