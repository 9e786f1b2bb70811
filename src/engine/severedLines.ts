import { type BorderLine, borderLines } from './borderLines.ts';
import type { Level } from './level.ts';

/** How far outwards an edge is followed, in pixels of the level. */
const FOLLOWED = 12;
/** Pixels beside the border that show both sides of it, in the votes. */
const ACROSS = 3;
const MIN_STEP = 4;
/** An edge that keeps this share of its step goes on; it has ended after so many pixels without. */
const KEPT = 0.4;
const MAX_GAP = 2;

/**
 * Share of the strong edges that a growing border cuts which end there, by strength.
 *
 * @param isIn which pixels of the hole are judged
 */
export function severedLines(level: Level, isIn: (pixel: number) => boolean): number {
  let [lost, total] = [0, 0];
  for (const line of borderLines(level)) {
    const x = Math.round(line.x + level.known.x);
    const y = Math.round(line.y + level.known.y);
    if (!isIn(y * level.width + x)) continue;
    const step =
      (stepAcross(level, line, 0, 0) + stepAcross(level, line, -2, 0) + stepAcross(level, line, -4, 0)) / 3;
    if (Math.abs(step) < MIN_STEP) continue;
    total += Math.abs(step);
    lost += Math.abs(step) * (1 - sharedWay(level, line, step));
  }
  return total === 0 ? 0 : lost / total;
}

function sharedWay(level: Level, line: BorderLine, step: number): number {
  let last = ACROSS;
  for (let way = ACROSS + 1; way <= ACROSS + FOLLOWED && way - last <= MAX_GAP + 1; way += 1) {
    const wide = 1 + 0.1 * way;
    for (let off = -wide; off <= wide; off += 0.5) {
      if (Math.sign(step) * stepAcross(level, line, way, off) >= KEPT * Math.abs(step)) last = way;
    }
  }
  return (last - ACROSS) / FOLLOWED;
}

/** Step of luminance across a line, so far along it and beside it, in levels a pixel. */
function stepAcross(level: Level, { x, y, alongX, alongY }: BorderLine, way: number, off: number): number {
  const u = x + way * alongX - off * alongY;
  const v = y + way * alongY + off * alongX;
  return (lightAt(level, u - alongY, v + alongX) - lightAt(level, u + alongY, v - alongX)) / 2;
}

function lightAt({ width, height, known, pixels }: Level, x: number, y: number): number {
  const column = Math.max(0, Math.min(width - 1, Math.round(x + known.x)));
  const row = Math.max(0, Math.min(height - 1, Math.round(y + known.y)));
  const pixel = pixels[row * width + column] ?? 0;
  return 0.299 * (pixel & 255) + 0.587 * ((pixel >> 8) & 255) + 0.114 * ((pixel >> 16) & 255);
}
