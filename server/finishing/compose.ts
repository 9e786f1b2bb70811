import type { Frame } from '../../src/domain/frame.ts';
import { colourChannels, type Raster, unitsPerLevel } from '../images/raster.ts';
import type { ImageMap } from './pixels/axisMap.ts';
import { type FloatImage, type Plane, planeAt } from './pixels/floatImage.ts';
import { LANCZOS_3, reachOf, resampleColumn, resampleRow, tapsAlong } from './pixels/resampling.ts';
import { noiseAt } from './seam/grain.ts';
import type { SeamCorrection } from './seam/seamCorrection.ts';

export interface ComposeRequest {
  readonly source: Raster;
  readonly frame: Frame;
  /** In the source's colours, with as many channels as the result has colours. */
  readonly picture: FloatImage;
  /** The picture's opacity in levels, where it has any; its colours are then multiplied by it. */
  readonly alpha: Plane | null;
  /** From the frame to the picture. */
  readonly toPicture: ImageMap;
  readonly seam: SeamCorrection | null;
  /** Deviation of the grain to add, in levels. */
  readonly grain: number;
}

/**
 * The result: the picture enlarged into the new area, corrected along the seam, and the source's own values inside,
 * copied and never calculated with. It has the source's channels and depth.
 */
export function compose(request: ComposeRequest): Raster {
  const { source, frame } = request;
  const { channels } = source;
  const length = frame.width * frame.height * channels;
  const data = source.data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  const result: Raster = { data, width: frame.width, height: frame.height, channels };
  drawNewArea(request, result);
  putSourceBack(source, frame, result);
  return result;
}

function drawNewArea(request: ComposeRequest, result: Raster): void {
  const { source, frame, picture, alpha, toPicture, seam, grain } = request;
  const { x: x0, y: y0 } = frame.placement;
  const across = tapsAlong(toPicture.x, frame.width, picture.width, LANCZOS_3);
  const down = tapsAlong(toPicture.y, frame.height, picture.height, LANCZOS_3);
  const colours = colourChannels(result);
  const units = unitsPerLevel(result);
  const line = new Float32Array(picture.width);
  const whole = [[0, frame.width]] as const;
  const besides = [
    [0, x0],
    [x0 + source.width, frame.width],
  ] as const;
  const rows = Array.from({ length: colours + 1 }, () => new Float32Array(frame.width));
  for (let y = 0; y < frame.height; y += 1) {
    const isBeside = y >= y0 && y < y0 + source.height;
    const spans = isBeside ? besides : whole;
    const fill = (values: Float32Array, row: Float32Array) => {
      for (const [from, to] of spans) {
        resampleColumn({ ...picture, values }, down, y, line, reachOf(across, from, to));
        resampleRow(line, across, row, from, to);
      }
    };
    for (let channel = 0; channel < colours; channel += 1) {
      const row = rows[channel] ?? line;
      fill(planeAt(picture, channel), row);
      seam?.addToRow(row, y, channel);
    }
    const cover = alpha === null ? null : (rows[colours] ?? null);
    if (alpha !== null && cover !== null) fill(alpha.values, cover);
    for (const [from, to] of spans) writeSpan({ result, rows, cover, units, grain }, y, from, to);
  }
}

interface RowParts {
  readonly result: Raster;
  readonly rows: readonly Float32Array[];
  readonly cover: Float32Array | null;
  readonly units: number;
  readonly grain: number;
}

function writeSpan(parts: RowParts, y: number, from: number, to: number): void {
  const { result, rows, cover, units, grain } = parts;
  const { data, width, channels } = result;
  const colours = colourChannels(result);
  const most = 255 * units;
  for (let channel = 0; channel < colours; channel += 1) {
    const row = rows[channel];
    if (row === undefined) continue;
    for (let x = from, at = (y * width + from) * channels + channel; x < to; x += 1, at += channels) {
      const level = (row[x] ?? 0) * (cover === null ? 1 : unmultiplier(cover[x] ?? 0));
      const value = (grain === 0 ? level : level + grain * noiseAt(x, y)) * units;
      data[at] = value <= 0 ? 0 : value >= most ? most : value + 0.5;
    }
  }
  if (channels === colours) return;
  for (let x = from; x < to; x += 1) {
    data[(y * width + x) * channels + colours] =
      (cover === null ? 255 : opacityOf(cover[x] ?? 0)) * units + 0.5;
  }
}

function opacityOf(cover: number): number {
  return Math.min(255, Math.max(0, cover));
}

function unmultiplier(cover: number): number {
  const opacity = opacityOf(cover);
  return opacity < 0.5 ? 0 : 255 / opacity;
}

/** Copies a source's values to its place. */
export function putSourceBack(source: Raster, { placement }: Frame, result: Raster): void {
  for (let y = 0; y < source.height; y += 1) {
    const from = y * source.width * source.channels;
    const to = ((y + placement.y) * result.width + placement.x) * result.channels;
    result.data.set(source.data.subarray(from, from + source.width * source.channels), to);
  }
}
