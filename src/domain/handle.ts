import { budgetPx, type Expansion, withSide } from './expansion.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, SIDES, type Side, type Size } from './side.ts';
import type { Rect } from './viewport.ts';

/** Where a side of a rectangle lies on its own axis. */
export function edgeOf(rect: Rect, side: Side): number {
  const { axis, outward } = SIDE_GEOMETRY[side];
  return rect[axis] + (outward > 0 ? lengthAlong(axis, rect) : 0);
}

/**
 * The side whose handle a point grabs: the nearest edge within `reach`, along the whole length of the edge
 * and past its ends by the same reach. All in one unit, usually screen pixels. Null when no edge is near.
 *
 * A narrow rectangle keeps its handles apart: inside it, an edge reaches at most a third of the way across,
 * so that the middle stays free.
 */
export function sideAt(point: Point, rect: Rect, reach: number): Side | null {
  let nearest: { side: Side; distance: number } | null = null;
  for (const side of SIDES) {
    const { axis, outward } = SIDE_GEOMETRY[side];
    const across = axis === 'x' ? 'y' : 'x';
    const along = point[across] - rect[across];
    if (along < -reach || along > lengthAlong(across, rect) + reach) continue;
    const outside = (point[axis] - edgeOf(rect, side)) * outward;
    const inwardReach = Math.min(reach, lengthAlong(axis, rect) / 3);
    if (outside > reach || outside < -inwardReach) continue;
    const distance = Math.abs(outside);
    if (!nearest || distance < nearest.distance) nearest = { side, distance };
  }
  return nearest?.side ?? null;
}

/** What a drag starts from. Every move is computed from this and the pointer; nothing is added up. */
export interface HandleDrag {
  readonly side: Side;
  readonly size: Size;
  readonly start: Expansion;
  /** How far outside the handle's edge the pointer was when it grabbed, in source pixels. */
  readonly grabOffset: number;
}

/** The drag that starts when `pointer` (source pixels, the source's top left corner at 0,0) grabs a side. */
export function startDrag(side: Side, start: Expansion, size: Size, pointer: Point): HandleDrag {
  return {
    side,
    size,
    start,
    grabOffset: outsideSource(side, size, pointer) - start[side] * lengthOf(side, size),
  };
}

/** The expansion while the pointer is at `pointer`, held by the limits, and whether a limit holds it. */
export function dragTo(drag: HandleDrag, pointer: Point): { expansion: Expansion; atLimit: boolean } {
  const { side, size, start } = drag;
  const wantedPx = outsideSource(side, size, pointer) - drag.grabOffset;
  const expansion = withSide(start, side, wantedPx / lengthOf(side, size), size);
  return { expansion, atLimit: wantedPx >= budgetPx(side, start, size) };
}

function lengthOf(side: Side, size: Size): number {
  return lengthAlong(SIDE_GEOMETRY[side].axis, size);
}

/** How far a point lies outside one side of the source, in source pixels; negative inside. */
function outsideSource(side: Side, size: Size, point: Point): number {
  const { axis, outward } = SIDE_GEOMETRY[side];
  return (point[axis] - edgeOf({ x: 0, y: 0, ...size }, side)) * outward;
}
