import type { Size } from '../../../src/domain/side.ts';
import { colourChannels, hasAlpha, type Raster } from '../../images/raster.ts';
import type { Reliability } from '../colour/reliability.ts';
import { inRoom } from '../kernel/room.ts';
import { levelReader } from '../kernel/rowReader.ts';
import type { ImageMap } from '../pixels/axisMap.ts';
import { KeptRows, rowTapsIn, weighAlong } from '../pixels/keptRows.ts';
import type { PictureRows } from '../pixels/pictureRows.ts';
import { LANCZOS_3, reachOf, tapsAlong } from '../pixels/taps.ts';

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
  readonly reliability: Reliability;
  /** Pixels inwards at most. */
  readonly deepest?: number;
}

/** Differences source − picture inside all four borders, weaker where the picture shows something else. */
export function borderStrips(request: StripRequest): Borders {
  const { width, height } = request.source;
  const depth = Math.min(request.deepest ?? DEEPEST, Math.floor(Math.min(width, height) / 3));
  const strip = (place: StripPlace, length: number): Strip => ({
    ...{ length, depth },
    channels: readStrip(request, place),
  });
  const deepest = (depth - 1) * width;
  const deepestBeside = (depth - 1) * height;
  const flat = { x0: 0, width, height: depth, toNext: 1 };
  const upright = { y0: 0, width: depth, height, toNextRow: 1 };
  return {
    up: strip({ ...flat, y0: 0, first: 0, toNextRow: width }, width),
    bottom: strip({ ...flat, y0: height - depth, first: deepest, toNextRow: -width }, width),
    left: strip({ ...upright, x0: 0, first: 0, toNext: height }, height),
    right: strip({ ...upright, x0: width - depth, first: deepestBeside, toNext: -height }, height),
  };
}

/** The part of the source that a strip is made of, and where its pixels lie in the strip. */
interface StripPlace extends Size {
  readonly x0: number;
  readonly y0: number;
  /** Of the part's first pixel, and how far it is from there to the next one and to the next row. */
  readonly first: number;
  readonly toNext: number;
  readonly toNextRow: number;
}

function readStrip(request: StripRequest, place: StripPlace): Float32Array[] {
  const { source, picture, toPicture, reliability } = request;
  const { x0, y0, width, height, first, toNext, toNextRow } = place;
  const taps = tapsAlong(shifted(toPicture.x, x0), width, picture.width, LANCZOS_3);
  const down = tapsAlong(shifted(toPicture.y, y0), height, picture.height, LANCZOS_3);
  const channels = Array.from({ length: colourChannels(source) }, () => new Float32Array(width * height));
  inRoom((room) => {
    const across = rowTapsIn(room, taps);
    const columns = reachOf(taps);
    const [line, made] = [room.floats(picture.width), room.floats(width)];
    const [own, belief] = [room.floats(width), room.floats(width)];
    const read = levelReader(room, source, { from: x0, to: x0 + width, step: 1 });
    const rows = channels.map(
      (_, channel) => new KeptRows(room, down, picture.width, (y, row) => row.set(picture.row(y, channel))),
    );
    for (let y = 0; y < height; y += 1) {
      reliability.fillRow(belief, y + y0, x0, 1);
      if (hasAlpha(source)) {
        read(y + y0, source.channels - 1, own);
        for (let x = 0; x < width; x += 1) belief[x] = ((belief[x] ?? 0) * (own[x] ?? 0)) / 255;
      }
      channels.forEach((out, channel) => {
        rows[channel]?.weigh(y, line, columns);
        weighAlong(room, line, across, made);
        read(y + y0, channel, own);
        room.kernel.takeDifference(own.byteOffset, made.byteOffset, belief.byteOffset, width);
        for (let x = 0, at = first + y * toNextRow; x < width; x += 1, at += toNext) out[at] = made[x] ?? 0;
      });
    }
  });
  return channels;
}

function shifted({ scale, offset }: ImageMap['x'], by: number): ImageMap['x'] {
  return { scale, offset: offset + scale * by };
}
