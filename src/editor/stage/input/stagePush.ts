import type { Expansion } from '../../../domain/expansion.ts';
import { edgeOf, type Handle } from '../../../domain/handle.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, type Size } from '../../../domain/side.ts';
import type { Rect } from '../../../domain/viewport.ts';

/** Pushing so near to the stage's border, in screen pixels, zooms out, so that a drag never runs out of stage. */
export const PUSH_MARGIN = 28;
/** A pointer that came so far back, in screen pixels, runs the zoom back; between the two it rests. */
const REST_PX = 48;
/** Change of the zoom's logarithm for each screen pixel of depth and millisecond. */
const PUSH_SPEED = 1e-5;
/** Pushing deeper than this zooms no faster. */
const MAX_DEPTH = 150;
/** So many screen pixels before the limit the zoom begins to brake, down to this share of its speed. */
const BRAKE_PX = 120;
const BRAKED = 0.15;

interface PushedFrom {
  readonly handle: Handle;
  readonly stage: Size;
  /** Where the pointer took hold, on the screen: one that did so in the margin pushes from there on. */
  readonly grabbed: Point;
}

/**
 * How far a point is into the margin of the stage's border that the dragged sides move towards, in screen pixels;
 * past the border it counts on, and it is negative before the margin.
 */
export function pushDepth(point: Point, { handle, stage, grabbed }: PushedFrom): number {
  const depths = handle.map((side) => {
    const { axis, outward } = SIDE_GEOMETRY[side];
    const border = outward > 0 ? lengthAlong(axis, stage) : 0;
    const margin = Math.max((border - outward * PUSH_MARGIN) * outward, grabbed[axis] * outward);
    return point[axis] * outward - margin;
  });
  return depths.length === 0 ? 0 : Math.max(...depths);
}

interface Push {
  /** As `pushDepth` has it. */
  readonly depth: number;
  /** Screen pixels from the handle to its limit. */
  readonly toLimit: number;
  readonly elapsedMs: number;
}

/**
 * The zoom of a drag against that of its start, as a logarithm, a moment later: further out in proportion to how deep
 * the pointer pushes, slower before the limit, and back towards 0 in proportion to how far the pointer came back.
 */
export function pushedZoom(before: number, { depth, toLimit, elapsedMs }: Push): number {
  if (depth > 0) {
    const brake = Math.min(1, Math.max(BRAKED, toLimit / BRAKE_PX));
    return before - PUSH_SPEED * elapsedMs * Math.min(MAX_DEPTH, depth) * brake;
  }
  const back = Math.min(MAX_DEPTH, Math.max(0, -depth - REST_PX));
  return Math.min(0, before + PUSH_SPEED * elapsedMs * back);
}

/** Once a limit holds the handle, it is the handle that has to come back onto the stage, not the pointer. */
export function heldPoint(pointer: Point, handle: Handle, frame: Rect): Point {
  const held = { ...pointer };
  for (const side of handle) held[SIDE_GEOMETRY[side].axis] = edgeOf(frame, side);
  return held;
}

interface AgainstLimits {
  readonly handle: Handle;
  readonly size: Size;
  /** The expansions at the limit, as `limitsOf` gives them. */
  readonly limits: readonly Expansion[];
}

/** Source pixels from the dragged edges to the nearest place where the limit holds them. */
export function distanceToLimit(expansion: Expansion, { handle, size, limits }: AgainstLimits): number {
  const distances = limits.map((limit) =>
    Math.max(
      ...handle.map((side) => {
        const length = lengthAlong(SIDE_GEOMETRY[side].axis, size);
        return Math.abs(limit[side] - expansion[side]) * length;
      }),
    ),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...distances);
}
