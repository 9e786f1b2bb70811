import type { ColourBlocks } from './colourBlocks.ts';
import type { Level } from './level.ts';

/** What is added to the pixels of a hole, three floats a block. */
interface BlockColours {
  readonly values: Float32Array;
  /** In pixels: how far out of the border it comes to be added whole. At the border it must meet the source. */
  readonly ramp: number;
}

/**
 * Adds colours that are known block by block to a plane of colours, three floats a pixel, changing slowly from the middle
 * of a block to the next one's. In place.
 */
export function addBetweenBlocks(
  { width, hole, known }: Level,
  colours: Float32Array,
  { columns, rows, side }: ColourBlocks,
  { values, ramp }: BlockColours,
): void {
  for (const pixel of hole) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const outX = Math.max(known.x - x, x - known.x - known.width + 1, 0);
    const outY = Math.max(known.y - y, y - known.y - known.height + 1, 0);
    const whole = Math.min(1, Math.max(outX, outY) / ramp);
    const u = Math.max(0, Math.min(columns - 1, (x + 0.5) / side - 0.5));
    const v = Math.max(0, Math.min(rows - 1, (y + 0.5) / side - 0.5));
    const [left, top] = [Math.floor(u), Math.floor(v)];
    const right = Math.min(columns - 1, left + 1);
    const lower = Math.min(rows - 1, top + 1) * columns;
    const upper = top * columns;
    for (let channel = 0; channel < 3; channel += 1) {
      const above = mixed(
        values[(upper + left) * 3 + channel] ?? 0,
        values[(upper + right) * 3 + channel] ?? 0,
        u - left,
      );
      const below = mixed(
        values[(lower + left) * 3 + channel] ?? 0,
        values[(lower + right) * 3 + channel] ?? 0,
        u - left,
      );
      const at = pixel * 3 + channel;
      colours[at] = (colours[at] ?? 0) + whole * mixed(above, below, v - top);
    }
  }
}

function mixed(a: number, b: number, share: number): number {
  return a + share * (b - a);
}
