import type { Point, Size } from '../../../src/domain/side.ts';
import { type FloatImage, planeAt } from '../pixels/floatImage.ts';

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
  const blocks: Block[] = [];
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      const at = { x: column * side, y: row * side };
      const stats = source.planes.map((_, channel) =>
        blockStats(source, picture, { channel, at, side, origin }),
      );
      blocks.push({
        x: origin.x + at.x + side / 2,
        y: origin.y + at.y + side / 2,
        source: stats.map((s) => s.source),
        picture: stats.map((s) => s.picture),
        isUsable: stats.map((s) => s.clipped <= MAX_CLIPPED),
        bound: stats.map((s) =>
          s.source < CLIPPED_BELOW ? 'low' : s.source > CLIPPED_ABOVE ? 'high' : null,
        ),
      });
    }
  }
  return { width: across, height: down, side, blocks };
}

interface BlockPlace {
  readonly channel: number;
  readonly at: Point;
  readonly side: number;
  readonly origin: Point;
}

function blockStats(source: FloatImage, picture: FloatImage, { channel, at, side, origin }: BlockPlace) {
  const s = planeAt(source, channel);
  const p = planeAt(picture, channel);
  let [sourceSum, pictureSum, clipped] = [0, 0, 0];
  for (let y = at.y; y < at.y + side; y += 1) {
    for (let x = at.x; x < at.x + side; x += 1) {
      const sv = s[y * source.width + x] ?? 0;
      const pv = p[(y + origin.y) * picture.width + x + origin.x] ?? 0;
      sourceSum += sv;
      pictureSum += pv;
      if (Math.max(sv, pv) > CLIPPED_ABOVE || Math.min(sv, pv) < CLIPPED_BELOW) clipped += 1;
    }
  }
  const pixels = side * side;
  return { source: sourceSum / pixels, picture: pictureSum / pixels, clipped: clipped / pixels };
}
