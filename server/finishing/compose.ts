import type { Frame } from '../../src/domain/frame.ts';
import { bitsOf, colourChannels, type Raster, unitsPerLevel } from '../images/raster.ts';
import type { Row, RowImage } from '../images/rowImage.ts';
import type { ImageMap } from './pixels/axisMap.ts';
import type { Plane } from './pixels/floatImage.ts';
import type { PictureRows } from './pixels/pictureRows.ts';
import { LANCZOS_3, reachOf, resampleColumn, resampleRow, tapsAlong } from './pixels/resampling.ts';
import { noiseAt } from './seam/grain.ts';
import type { SeamCorrection } from './seam/seamCorrection.ts';

export interface ComposeRequest {
  readonly source: Raster;
  readonly frame: Frame;
  /** In the source's colours, with as many channels as the result has colours. */
  readonly picture: PictureRows;
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
 * copied and never calculated with. It has the source's channels and depth, and is made row by row: nothing of it lies
 * in memory but the row that is asked for.
 */
export function compose(request: ComposeRequest): RowImage {
  const { source, frame } = request;
  const image = { width: frame.width, height: frame.height, channels: source.channels };
  return { ...image, bits: bitsOf(source), rows: composedRows(request) };
}

function* composedRows(request: ComposeRequest): Generator<Row> {
  const { source, frame, picture, alpha, toPicture, seam, grain } = request;
  const { x: x0, y: y0 } = frame.placement;
  const across = tapsAlong(toPicture.x, frame.width, picture.width, LANCZOS_3);
  const down = tapsAlong(toPicture.y, frame.height, picture.height, LANCZOS_3);
  const { channels } = source;
  const colours = colourChannels(source);
  const units = unitsPerLevel(source);
  const data = emptyRow(source, frame.width * channels);
  const line = new Float32Array(picture.width);
  const whole = [[0, frame.width]] as const;
  const besides = [
    [0, x0],
    [x0 + source.width, frame.width],
  ] as const;
  const levels = Array.from({ length: colours + 1 }, () => new Float32Array(frame.width));
  for (let y = 0; y < frame.height; y += 1) {
    const isBeside = y >= y0 && y < y0 + source.height;
    const spans = isBeside ? besides : whole;
    const fill = (rowAt: (y: number) => Float32Array, row: Float32Array) => {
      for (const [from, to] of spans) {
        resampleColumn(rowAt, down, y, line, reachOf(across, from, to));
        resampleRow(line, across, row, from, to);
      }
    };
    for (let channel = 0; channel < colours; channel += 1) {
      const row = levels[channel] ?? line;
      fill((at) => picture.row(at, channel), row);
      seam?.addToRow(row, y, channel);
    }
    const cover = alpha === null ? null : (levels[colours] ?? null);
    if (alpha !== null && cover !== null) {
      const { width, values } = alpha;
      fill((at) => values.subarray(at * width, (at + 1) * width), cover);
    }
    for (const [from, to] of spans)
      writeSpan({ row: { data, channels, y }, levels, cover, units, grain }, from, to);
    if (isBeside) putSourceBack(data, source, frame, y);
    yield data;
  }
}

/** Of the depth of a raster. */
export function emptyRow({ data }: Pick<Raster, 'data'>, length: number): Row {
  return data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
}

interface RowParts {
  readonly row: { readonly data: Row; readonly channels: Raster['channels']; readonly y: number };
  readonly levels: readonly Float32Array[];
  readonly cover: Float32Array | null;
  readonly units: number;
  readonly grain: number;
}

function writeSpan({ row, levels, cover, units, grain }: RowParts, from: number, to: number): void {
  const { data, channels, y } = row;
  const colours = colourChannels(row);
  const most = 255 * units;
  for (let channel = 0; channel < colours; channel += 1) {
    const own = levels[channel];
    if (own === undefined) continue;
    for (let x = from, at = from * channels + channel; x < to; x += 1, at += channels) {
      const level = (own[x] ?? 0) * (cover === null ? 1 : unmultiplier(cover[x] ?? 0));
      const value = (grain === 0 ? level : level + grain * noiseAt(x, y)) * units;
      data[at] = value <= 0 ? 0 : value >= most ? most : value + 0.5;
    }
  }
  if (channels === colours) return;
  for (let x = from; x < to; x += 1) {
    data[x * channels + colours] = (cover === null ? 255 : opacityOf(cover[x] ?? 0)) * units + 0.5;
  }
}

function opacityOf(cover: number): number {
  return Math.min(255, Math.max(0, cover));
}

function unmultiplier(cover: number): number {
  const opacity = opacityOf(cover);
  return opacity < 0.5 ? 0 : 255 / opacity;
}

/** Copies a source's values to their place in row `y` of the frame, where it has any there. */
export function putSourceBack(row: Row, source: Raster, { placement }: Frame, y: number): void {
  const own = y - placement.y;
  if (own < 0 || own >= source.height) return;
  const length = source.width * source.channels;
  row.set(source.data.subarray(own * length, (own + 1) * length), placement.x * source.channels);
}
