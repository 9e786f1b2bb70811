import type { Frame } from '../../src/domain/frame.ts';
import { bitsOf, colourChannels, hasAlpha, type Raster, unitsPerLevel } from '../images/raster.ts';
import type { Row, RowImage } from '../images/rowImage.ts';
import { Room } from './kernel/room.ts';
import type { ImageMap } from './pixels/axisMap.ts';
import type { Plane } from './pixels/floatImage.ts';
import { KeptRows, rowTapsIn, type Span, weighAlong } from './pixels/keptRows.ts';
import type { PictureRows } from './pixels/pictureRows.ts';
import { LANCZOS_3, reachOf, tapsAlong } from './pixels/taps.ts';
import { NOISE } from './seam/grain.ts';
import type { SeamCorrection } from './seam/seamCorrection.ts';

export interface ComposeRequest {
  readonly source: Raster;
  readonly frame: Frame;
  /** In the source's colours, with as many channels as the result has colours. Read while the room is open. */
  readonly picture: (room: Room) => PictureRows;
  /** The picture's opacity in levels, where it has any; its colours are then multiplied by it. */
  readonly alpha: Plane | null;
  /** From the frame to the picture. */
  readonly toPicture: ImageMap;
  readonly seam: SeamCorrection | null;
  /** Deviation of the grain to add at each level 0–255, in levels. */
  readonly grain: Float32Array | null;
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
  const { source, frame } = request;
  const { x: x0, y: y0 } = frame.placement;
  const whole = [{ from: 0, to: frame.width }];
  const besides = [
    { from: 0, to: x0 },
    { from: x0 + source.width, to: frame.width },
  ].filter(({ from, to }) => to > from);
  const room = new Room();
  try {
    const makeRow = rowMaker(room, request);
    const data = emptyRow(source, frame.width * source.channels);
    for (let y = 0; y < frame.height; y += 1) {
      const isBeside = y >= y0 && y < y0 + source.height;
      data.set(makeRow(y, isBeside ? besides : whole));
      if (isBeside) putSourceBack(data, source, frame, y);
      yield data;
    }
  } finally {
    room.close();
  }
}

/** What makes the spans of a row of the result; the row is the same array each time. */
function rowMaker(room: Room, request: ComposeRequest): (y: number, spans: readonly Span[]) => Row {
  const { source, frame, alpha, toPicture, seam, grain } = request;
  const picture = request.picture(room);
  const across = tapsAlong(toPicture.x, frame.width, picture.width, LANCZOS_3);
  const down = tapsAlong(toPicture.y, frame.height, picture.height, LANCZOS_3);
  const taps = rowTapsIn(room, across);
  const colours = colourChannels(source);
  const line = room.floats(picture.width);
  const kept = Array.from(
    { length: colours },
    (_, channel) => new KeptRows(room, down, picture.width, (y, row) => row.set(picture.row(y, channel))),
  );
  const covers =
    alpha &&
    new KeptRows(room, down, alpha.width, (y, row) =>
      row.set(alpha.values.subarray(y * alpha.width, (y + 1) * alpha.width)),
    );
  const levels = kept.map(() => room.floats(frame.width));
  const cover = alpha && room.floats(frame.width);
  const write = rowWriter(room, { source, width: frame.width, grain });
  const fill = (rows: KeptRows, y: number, spans: readonly Span[], out: Float32Array) => {
    for (const span of spans) {
      rows.weigh(y, line, reachOf(across, span.from, span.to));
      weighAlong(room, line, taps, out, span);
    }
  };
  return (y, spans) => {
    if (covers && cover) fill(covers, y, spans, cover);
    levels.forEach((row, channel) => {
      const rows = kept[channel];
      if (rows) fill(rows, y, spans, row);
      seam?.addToRow(row, y, channel);
      if (cover) for (const span of spans) unmultiply(row, cover, span);
    });
    return write(y, spans, { levels, cover });
  };
}

/** Of the depth of a raster. */
export function emptyRow({ data }: Pick<Raster, 'data'>, length: number): Row {
  return data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
}

interface RowValues {
  readonly levels: readonly Float32Array[];
  readonly cover: Float32Array | null;
}

interface RowKind {
  readonly source: Raster;
  readonly width: number;
  readonly grain: Float32Array | null;
}

/** What makes levels the values of a row, at the source's channels and depth. */
function rowWriter(room: Room, { source, width, grain }: RowKind) {
  const { channels } = source;
  const isWide = source.data instanceof Uint16Array;
  const units = unitsPerLevel(source);
  const data = isWide ? room.words(width * channels) : room.bytes(width * channels);
  const noise = room.copied(NOISE);
  const deviations = grain && room.copied(grain);
  const [none, grainy] = [room.floats(width).fill(0), room.floats(width).fill(0)];
  const opaque = hasAlpha(source) ? room.floats(width).fill(255) : null;
  return (y: number, spans: readonly Span[], { levels, cover }: RowValues): Row => {
    for (const { from, to } of spans) {
      const put = (row: Float32Array, channel: number, added: Float32Array) => {
        const first = data.byteOffset + (from * channels + channel) * data.BYTES_PER_ELEMENT;
        const [address, addedAt] = [row.byteOffset + 4 * from, added.byteOffset];
        room.kernel.writeLevels(address, addedAt, to - from, units, first, channels, isWide);
      };
      // Grain is of the middle channel, and the same in all.
      const told = levels[Math.min(1, levels.length - 1)];
      if (deviations && told) {
        const [address, table] = [told.byteOffset + 4 * from, deviations.byteOffset];
        room.kernel.makeGrain(from, y, address, table, noise.byteOffset, grainy.byteOffset, to - from);
      }
      levels.forEach((row, channel) => {
        put(row, channel, grainy);
      });
      if (opaque !== null) put(cover ?? opaque, channels - 1, none);
    }
    return data;
  };
}

/** Colours that were multiplied by their opacity. */
function unmultiply(row: Float32Array, cover: Float32Array, { from, to }: Span): void {
  for (let x = from; x < to; x += 1) row[x] = (row[x] ?? 0) * unmultiplier(cover[x] ?? 0);
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
