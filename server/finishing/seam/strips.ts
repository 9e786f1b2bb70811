import { colourChannels, hasAlpha, type Raster, unitsPerLevel } from '../../images/raster.ts';
import type { ImageMap } from '../pixels/axisMap.ts';
import type { PictureRows } from '../pixels/pictureRows.ts';
import { LANCZOS_3, reachOf, resampleColumn, resampleRow, tapsAlong } from '../pixels/resampling.ts';

/** What is left between source and picture just inside one border, in levels. */
export interface Strip {
  /** Pixels along the border, and inwards. */
  readonly length: number;
  readonly depth: number;
  /** For each channel rows along the border, the outermost first. */
  readonly channels: readonly Float32Array[];
}

export type Borders = Readonly<Record<'up' | 'right' | 'bottom' | 'left', Strip>>;

const DEEPEST = 120;

export interface StripRequest {
  readonly source: Raster;
  /** Sharpened, in the source's colours. */
  readonly picture: PictureRows;
  readonly toPicture: ImageMap;
  readonly reliabilityAt: (x: number, y: number) => number;
  /** Pixels inwards at most. */
  readonly deepest?: number;
}

/** Differences source − picture inside all four borders, weaker where the picture shows something else. */
export function borderStrips(request: StripRequest): Borders {
  const { width, height } = request.source;
  const depth = Math.min(request.deepest ?? DEEPEST, Math.floor(Math.min(width, height) / 3));
  const rows = (y0: number) => readPart(request, { x0: 0, y0, width, height: depth });
  const columns = (x0: number) => readPart(request, { x0, y0: 0, width: depth, height });
  const [up, bottom, left, right] = [rows(0), rows(height - depth), columns(0), columns(width - depth)];
  const strip = (part: Part, at: (along: number, inwards: number) => number, length: number): Strip => ({
    length,
    depth,
    channels: part.channels.map((values) => {
      const out = new Float32Array(length * depth);
      for (let inwards = 0; inwards < depth; inwards += 1) {
        for (let along = 0; along < length; along += 1) {
          out[inwards * length + along] = values[at(along, inwards)] ?? 0;
        }
      }
      return out;
    }),
  });
  return {
    up: strip(up, (x, y) => y * width + x, width),
    bottom: strip(bottom, (x, y) => (depth - 1 - y) * width + x, width),
    left: strip(left, (y, x) => y * depth + x, height),
    right: strip(right, (y, x) => y * depth + depth - 1 - x, height),
  };
}

interface PartPlace {
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
}

interface Part {
  readonly channels: readonly Float32Array[];
}

function readPart({ source, picture, toPicture, reliabilityAt }: StripRequest, place: PartPlace): Part {
  const { x0, y0, width, height } = place;
  const shifted = (map: { scale: number; offset: number }, by: number) => ({
    scale: map.scale,
    offset: map.offset + map.scale * by,
  });
  const across = tapsAlong(shifted(toPicture.x, x0), width, picture.width, LANCZOS_3);
  const down = tapsAlong(shifted(toPicture.y, y0), height, picture.height, LANCZOS_3);
  const colours = colourChannels(source);
  const units = unitsPerLevel(source);
  const line = new Float32Array(picture.width);
  const made = new Float32Array(width);
  const columns = reachOf(across);
  const channels = Array.from({ length: colours }, () => new Float32Array(width * height));
  const belief = new Float32Array(width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = ((y + y0) * source.width + x + x0) * source.channels;
      const cover = hasAlpha(source) ? (source.data[at + colours] ?? 0) / (255 * units) : 1;
      belief[x] = cover * reliabilityAt(x + x0, y + y0);
    }
    channels.forEach((out, channel) => {
      resampleColumn((row) => picture.row(row, channel), down, y, line, columns);
      resampleRow(line, across, made);
      let at = ((y + y0) * source.width + x0) * source.channels + channel;
      for (let x = 0; x < width; x += 1, at += source.channels) {
        const level = Math.min(255, Math.max(0, made[x] ?? 0));
        out[y * width + x] = ((source.data[at] ?? 0) / units - level) * (belief[x] ?? 0);
      }
    });
  }
  return { channels };
}
