import { mapSides } from './expansion.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, SIDES, type Side } from './side.ts';
import type { Rect } from './viewport.ts';

/** Two sides that meet, the one along y first. */
export const CORNERS = [
  ['up', 'right'],
  ['bottom', 'right'],
  ['bottom', 'left'],
  ['up', 'left'],
] as const satisfies readonly (readonly [Side, Side])[];

/** What a pointer can take hold of: the sides that move with it. None: the whole frame moves over the source. */
export type Handle = readonly Side[];

/** Where a side of a rectangle lies on its own axis. */
export function edgeOf(rect: Rect, side: Side): number {
  const { axis, outward } = SIDE_GEOMETRY[side];
  return rect[axis] + (outward > 0 ? lengthAlong(axis, rect) : 0);
}

/** Where two sides of a rectangle meet. */
export function cornerOf(rect: Rect, [vertical, horizontal]: readonly [Side, Side]): Point {
  return { x: edgeOf(rect, horizontal), y: edgeOf(rect, vertical) };
}

/**
 * The handle that a point grabs: a corner within `reach` of it, else the nearest edge along its whole length, else
 * the frame itself inside of it. All in one unit, usually screen pixels. Null outside.
 *
 * A narrow rectangle keeps its handles apart: inside it, a handle reaches at most a third of the way across,
 * so that the middle stays free.
 */
export function handleAt(point: Point, rect: Rect, reach: number): Handle | null {
  const grabbed = SIDES.map((side) => ({ side, distance: distanceTo(side, point, rect, reach) }));
  const isNear = (side: Side) => grabbed.some((each) => each.side === side && each.distance !== null);
  const corner = CORNERS.find((sides) => sides.every(isNear));
  if (corner) return corner;
  let nearest: { side: Side; distance: number } | null = null;
  for (const { side, distance } of grabbed) {
    if (distance !== null && (!nearest || distance < nearest.distance)) nearest = { side, distance };
  }
  if (nearest) return [nearest.side];
  const isInside = SIDES.every((side) => outsideEdge(side, point, rect) <= 0);
  return isInside ? [] : null;
}

/** How far a point is from an edge that is within reach of it, else null. */
function distanceTo(side: Side, point: Point, rect: Rect, reach: number): number | null {
  const { axis } = SIDE_GEOMETRY[side];
  const across = axis === 'x' ? 'y' : 'x';
  const along = point[across] - rect[across];
  if (along < -reach || along > lengthAlong(across, rect) + reach) return null;
  const outside = outsideEdge(side, point, rect);
  const inwardReach = Math.min(reach, lengthAlong(axis, rect) / 3);
  return outside > reach || outside < -inwardReach ? null : Math.abs(outside);
}

/** How far a point lies outside one edge of a rectangle; negative inside. */
function outsideEdge(side: Side, point: Point, rect: Rect): number {
  const { axis, outward } = SIDE_GEOMETRY[side];
  return (point[axis] - edgeOf(rect, side)) * outward;
}

/** Middle of each edge of a rectangle: where its handle is. */
export function handlePoints(rect: Rect): Record<Side, Point> {
  return mapSides((side) => {
    const { axis } = SIDE_GEOMETRY[side];
    return axis === 'x'
      ? { x: edgeOf(rect, side), y: rect.y + rect.height / 2 }
      : { x: rect.x + rect.width / 2, y: edgeOf(rect, side) };
  });
}
