import type { BorderLine } from './borderLines.ts';
import type { Level } from './level.ts';
import type { SeededRandom } from './seededRandom.ts';
import { NO_SHIFT, packShift } from './shiftMap.ts';

export interface LinePlan {
  /** What a source one pixel of the level off the line costs more, in mean-square colour units. */
  readonly price: number;
  /** How far the line goes on, in lengths of what is seen of it. */
  readonly reach: number;
  /** Levels whose frame has fewer pixels are guided; finer ones carry on what was found. */
  readonly below: number;
}

/** Which line each pixel of a level lies on, and what it costs to copy from beside it. */
export interface LineGuide {
  /** Number of the line, −1 on none. */
  readonly lineAt: Int16Array;
  /** Price of one pixel off, falling to 0 at the band's edge and the line's end. */
  readonly priceAt: Float32Array;
  /** How far out along its line each pixel lies, in pixels. */
  readonly wayAt: Float32Array;
  readonly lines: readonly BorderLine[];
}

/** Half the width of the band around a line, in pixels of the level: a little more than a patch. */
const HALF_BAND = 3;
/** Off by more than this many pixels, squared, costs no more. */
const MAX_OFF_SQUARED = 9;
/** Step of the walk along and across a band: no pixel is left out. */
const WALK = 0.7;
/** A line must show this many pixels of itself for a patch to be copied from it. */
const MIN_LENGTH = 4;

/**
 * Draws each line's band into the hole: inside it, sources that lie on the same line cost nothing, others the more the
 * farther beside it (line guidance of Huang et al. 2014, along the lines that Sun et al. 2005 propagate first).
 *
 * @param lines in pixels of a level `times` as fine as this one
 * @param unit sum-of-squares units per mean-square colour unit
 */
export function guideAlong(
  level: Level,
  lines: readonly BorderLine[],
  times: number,
  { price, reach }: LinePlan,
  unit: number,
): LineGuide | null {
  const scaled = lines
    .map(({ x, y, alongX, alongY, length }) => ({
      x: (x + 0.5) / times - 0.5,
      y: (y + 0.5) / times - 0.5,
      alongX,
      alongY,
      length: length / times,
    }))
    .filter(({ length }) => length >= MIN_LENGTH);
  if (scaled.length === 0) return null;
  const size = level.width * level.height;
  const guide = {
    lineAt: new Int16Array(size).fill(-1),
    priceAt: new Float32Array(size),
    wayAt: new Float32Array(size),
    lines: scaled,
  };
  scaled.forEach((line, index) => {
    const end = Math.min(reach * line.length, Math.hypot(level.width, level.height));
    for (let way = 0; way < end; way += WALK) {
      for (let off = -HALF_BAND; off <= HALF_BAND; off += WALK) {
        const x = Math.round(line.x + way * line.alongX - off * line.alongY);
        const y = Math.round(line.y + way * line.alongY + off * line.alongX);
        const here = price * unit * (1 - Math.abs(off) / HALF_BAND) * (1 - way / end);
        const pixel = holePixelAt(level, x, y);
        if (pixel === -1 || here <= (guide.priceAt[pixel] ?? 0)) continue;
        guide.priceAt[pixel] = here;
        guide.lineAt[pixel] = index;
        guide.wayAt[pixel] = way;
      }
    }
  });
  return guide;
}

/** Number of the pixel at a place counted from the known part's corner, −1 where it is no hole. */
function holePixelAt({ width, height, known }: Level, x: number, y: number): number {
  const column = x + known.x;
  const row = y + known.y;
  if (column < 0 || row < 0 || column >= width || row >= height) return -1;
  if (x >= 0 && y >= 0 && x < known.width && y < known.height) return -1;
  return row * width + column;
}

/** What a shift costs at a pixel that lies on a line: by how far it leads beside it, or past the end of what is seen of it. */
export function lineCost(guide: LineGuide, target: number, dx: number, dy: number): number {
  const price = guide.priceAt[target] ?? 0;
  if (price === 0) return 0;
  const line = guide.lines[guide.lineAt[target] ?? 0];
  if (line === undefined) return 0;
  const off = dy * line.alongX - dx * line.alongY;
  const way = (guide.wayAt[target] ?? 0) + dx * line.alongX + dy * line.alongY;
  const isPast = way < -line.length || way > 0;
  return price * (isPast ? MAX_OFF_SQUARED : Math.min(MAX_OFF_SQUARED, off * off));
}

/**
 * A shift that copies a pixel on a line from a place farther in on the same line, drawn at random: a search around what is
 * there finds one of them seldom, the more so where the line is slanted. NO_SHIFT on no line. The kernel does the same.
 */
export function shiftAlongLine(guide: LineGuide, target: number, random: SeededRandom): number {
  if (guide.priceAt[target] === 0) return NO_SHIFT;
  const line = guide.lines[guide.lineAt[target] ?? 0];
  if (line === undefined) return NO_SHIFT;
  const back = (guide.wayAt[target] ?? 0) + random() * line.length;
  return packShift(Math.floor(0.5 - back * line.alongX), Math.floor(0.5 - back * line.alongY));
}
