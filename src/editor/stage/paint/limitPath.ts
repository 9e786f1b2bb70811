import { cornerOf, edgeOf, type Handle } from '../../../domain/handle.ts';
import { type Point, SIDE_GEOMETRY, type Side, type Size } from '../../../domain/side.ts';
import type { Rect } from '../../../domain/viewport.ts';

/**
 * The line at which a gesture is stopped, in screen pixels: along the edge for a side, the hyperbola of greatest
 * area for a corner that moves freely, the two edges that meet for one that keeps its shape.
 *
 * @param frames the frames at the limit, on the screen, in the order in which the corner slides over them
 */
export function limitPath(handle: Handle, frames: readonly Rect[]): Point[] | null {
  const [frame] = frames;
  const [first, second] = handle;
  if (!frame || !first) return null;
  if (!second) return edgeEnds(frame, first);
  if (frames.length > 1) return frames.map((each) => cornerOf(each, [first, second]));
  const corner = cornerOf(frame, [first, second]);
  return [
    { x: edgeOf(frame, SIDE_GEOMETRY[second].opposite), y: corner.y },
    corner,
    { x: corner.x, y: edgeOf(frame, SIDE_GEOMETRY[first].opposite) },
  ];
}

function edgeEnds(frame: Rect, side: Side): Point[] {
  const edge = edgeOf(frame, side);
  return SIDE_GEOMETRY[side].axis === 'x'
    ? [
        { x: edge, y: frame.y },
        { x: edge, y: frame.y + frame.height },
      ]
    : [
        { x: frame.x, y: edge },
        { x: frame.x + frame.width, y: edge },
      ];
}

/** The zone past a limit's line, out to the border of the stage. */
export function beyondLimit(handle: Handle, path: readonly Point[], stage: Size): Point[] {
  const far: { x?: number; y?: number } = {};
  for (const side of handle) {
    const { axis, outward } = SIDE_GEOMETRY[side];
    const border = outward < 0 ? 0 : axis === 'x' ? stage.width : stage.height;
    const reached = path.map((point) => point[axis] * outward);
    // Off the stage already: nothing of the zone is to be seen.
    far[axis] = outward * Math.max(border * outward, ...reached);
  }
  const [start, end] = [path[0], path.at(-1)];
  if (!start || !end) return [];
  const { x, y } = far;
  if (x !== undefined && y !== undefined) {
    const corner = { x, y };
    return isRising(path, handle)
      ? [...path, { x: end.x, y }, corner, { x, y: start.y }]
      : [...path, { x, y: end.y }, corner, { x: start.x, y }];
  }
  return [...path, { ...end, ...far }, { ...start, ...far }];
}

/** Whether a corner's line ends further out along y than it starts. */
function isRising(path: readonly Point[], [vertical]: Handle): boolean {
  const [start, end] = [path[0], path.at(-1)];
  if (!start || !end || !vertical) return false;
  return (end.y - start.y) * SIDE_GEOMETRY[vertical].outward > 0;
}
