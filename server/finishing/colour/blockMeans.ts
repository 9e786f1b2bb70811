import type { Point, Size } from '../../../src/domain/side.ts';
import { inRoom, type Room } from '../kernel/room.ts';
import { type FloatImage, partOf, planeAt } from '../pixels/floatImage.ts';

/** Means of the same block in two pictures. */
interface Block {
  /** Centre in pixels of the picture. */
  readonly x: number;
  readonly y: number;
  readonly source: readonly number[];
  readonly picture: readonly number[];
  /** For each channel, whether few enough pixels are at either end of the scale for the means to tell. */
  readonly isUsable: readonly boolean[];
  /** For each channel, the end of the scale that the source lies at: there its light is only known to be no less, or no more. */
  readonly bound: readonly ('low' | 'high' | null)[];
}

export interface BlockGrid extends Size {
  /** Side of a block in pixels. */
  readonly side: number;
  readonly blocks: readonly Block[];
}

const BLOCKS = 4000;
const MIN_SIDE = 3;
const CLIPPED_ABOVE = 252;
const CLIPPED_BELOW = 2.5;
const MAX_CLIPPED = 0.1;

/**
 * Means over square blocks of the source and of the part of the picture that shows it.
 *
 * @param source at the picture's scale, covering `origin` to `origin` + its size in the picture
 */
export function blockMeans(source: FloatImage, picture: FloatImage, origin: Point): BlockGrid {
  const { width, height } = source;
  const side = Math.max(MIN_SIDE, Math.round(Math.sqrt((width * height) / BLOCKS)));
  const across = Math.max(1, Math.floor(width / side));
  const down = Math.max(1, Math.floor(height / side));
  const blocks = inRoom((room) => {
    const statsAt = blockStats(room, { source, picture, side, origin });
    return Array.from({ length: across * down }, (_, i): Block => {
      const at = { x: (i % across) * side, y: Math.floor(i / across) * side };
      const stats = source.planes.map((_plane, channel) => statsAt(channel, at));
      return {
        x: origin.x + at.x + side / 2,
        y: origin.y + at.y + side / 2,
        source: stats.map((s) => s.source),
        picture: stats.map((s) => s.picture),
        isUsable: stats.map((s) => s.clipped <= MAX_CLIPPED),
        bound: stats.map((s) =>
          s.source < CLIPPED_BELOW ? 'low' : s.source > CLIPPED_ABOVE ? 'high' : null,
        ),
      };
    });
  });
  return { width: across, height: down, side, blocks };
}

interface BlockRequest {
  readonly source: FloatImage;
  readonly picture: FloatImage;
  readonly side: number;
  readonly origin: Point;
}

function blockStats(room: Room, { source, picture, side, origin }: BlockRequest) {
  const shown = { ...origin, width: source.width, height: source.height };
  const planes = source.planes.map((values, channel) => ({
    own: room.copied(values),
    other: room.copied(partOf({ ...picture, values: planeAt(picture, channel) }, shown).values),
  }));
  const sums = room.floats(3);
  const pixels = side * side;
  return (channel: number, { x, y }: Point) => {
    const plane = planes[channel];
    if (plane === undefined) throw new RangeError(`There is no channel ${channel}.`);
    const from = 4 * (y * source.width + x);
    room.kernel.sumBlock(
      plane.own.byteOffset + from,
      source.width,
      plane.other.byteOffset + from,
      source.width,
      side,
      CLIPPED_ABOVE,
      CLIPPED_BELOW,
      sums.byteOffset,
    );
    const [own = 0, other = 0, clipped = 0] = sums;
    return { source: own / pixels, picture: other / pixels, clipped: clipped / pixels };
  };
}
