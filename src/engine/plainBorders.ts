import { SIDE_GEOMETRY, SIDES, type Side } from '../domain/side.ts';
import type { Rect } from './frameRect.ts';
import type { Canvas } from './magnify.ts';

/** A border is plain if, for this share of the source's side (at least so many pixels), it does not change but for noise. */
const DEPTH_SHARE = 0.03;
const LEAST_DEPTH = 4;
const TOLERANCE = 1;

/**
 * How to walk a border in pixel numbers, the same for all four sides:
 *
 *      ◀─ outward ─┊ corner ─▶ inward
 *                  ┊   │ along
 *                  ┊   ▼  … count lines
 */
interface Border {
  readonly corner: number;
  readonly along: number;
  readonly inward: number;
  readonly count: number;
  /** How far the known part goes inwards, and the hole outwards. */
  readonly depth: number;
  readonly pad: number;
}

/**
 * Continues borders that do not change towards the outside (grounds of graphics, bars of screenshots) as they are, line
 * by line, and returns the known part grown by them. What is exactly even must stay exactly even: no search for patches
 * could do better, and many would bring letters back.
 */
export function continuePlainBorders(canvas: Canvas): Rect {
  let known = canvas.known;
  for (const side of SIDES) {
    const border = borderOf(canvas, known, side);
    if (border.pad === 0 || !isPlain(canvas, border)) continue;
    continueBorder(canvas, border);
    known = grown(known, side, border.pad);
  }
  return known;
}

function borderOf({ width, height }: Canvas, known: Rect, side: Side): Border {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const isX = axis === 'x';
  const depth = isX ? known.width : known.height;
  const far = outward === 1 ? depth - 1 : 0;
  const step = isX ? 1 : width;
  return {
    corner: known.y * width + known.x + far * step,
    along: isX ? width : 1,
    inward: -outward * step,
    count: isX ? known.height : known.width,
    depth,
    pad: outward === -1 ? known[axis] : (isX ? width : height) - known[axis] - depth,
  };
}

function isPlain({ rgba }: Canvas, { corner, along, inward, count, depth }: Border): boolean {
  const deep = Math.min(depth, Math.max(LEAST_DEPTH, Math.round(depth * DEPTH_SHARE)));
  for (let line = 0; line < count; line += 1) {
    const edge = (corner + line * along) * 4;
    for (let step = 1; step < deep; step += 1) {
      const inside = edge + step * inward * 4;
      // What is not there may have any colour.
      if (rgba[edge + 3] === 0 && rgba[inside + 3] === 0) continue;
      for (let channel = 0; channel < 4; channel += 1) {
        const difference = Math.abs((rgba[edge + channel] ?? 0) - (rgba[inside + channel] ?? 0));
        if (difference > TOLERANCE) return false;
      }
    }
  }
  return true;
}

function continueBorder({ rgba }: Canvas, { corner, along, inward, count, pad }: Border): void {
  for (let line = 0; line < count; line += 1) {
    const edge = (corner + line * along) * 4;
    for (let step = 1; step <= pad; step += 1) {
      const outside = edge - step * inward * 4;
      rgba.copyWithin(outside, edge, edge + 4);
    }
  }
}

function grown(known: Rect, side: Side, pad: number): Rect {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const isX = axis === 'x';
  const start = outward === -1 ? known[axis] - pad : known[axis];
  return isX
    ? { ...known, x: start, width: known.width + pad }
    : { ...known, y: start, height: known.height + pad };
}
