import { type Anchor, expansionToSize } from './anchor.ts';
import type { Expansion } from './expansion.ts';
import { padsOf } from './frame.ts';
import { moveTo } from './gesture.ts';
import { frameLimits, type Reach } from './reach.ts';
import { type Axis, lengthAlong, SIDE_GEOMETRY, type Side } from './side.ts';

/** A shape that a frame holds while it is set by figures. */
export interface HeldShape {
  /** Width over height. */
  readonly aspect: number;
  /** Where the source lies along the axis that is solved for. */
  readonly anchor: Anchor;
}

/**
 * The expansion with one side set as near to so many source pixels as limits and shape allow; the other axis follows
 * as the anchor says. The same as dragging the side's handle there.
 */
export function withSideHeld(
  start: Expansion,
  { side, px, mirrors }: { side: Side; px: number; mirrors: boolean },
  size: Reach,
  { aspect, anchor }: HeldShape,
): Expansion {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const grabbedAt = { x: 0, y: 0 };
  const pointer = { ...grabbedAt, [axis]: (px - padsOf(size, start)[side]) * outward };
  return moveTo({ handle: [side], size, start, grabbedAt }, pointer, {
    mirrors: { x: mirrors, y: mirrors },
    keepsAspect: true,
    formatAspect: aspect,
    anchor,
    snapping: null,
    softReach: 0,
  }).expansion;
}

/** The expansion whose frame is as near to so many source pixels long along an axis as limits and shape allow. */
export function withLengthHeld(
  { axis, px }: { axis: Axis; px: number },
  size: Reach,
  { aspect, anchor }: HeldShape,
): Expansion {
  const perLength = axis === 'x' ? 1 / aspect : aspect;
  const across = axis === 'x' ? size.height : size.width;
  const mostArea = frameLimits(size).areaFactor * size.width * size.height;
  const least = Math.max(lengthAlong(axis, size), Math.round(across / perLength));
  let length = Math.max(least, Math.min(Math.round(px), Math.floor(Math.sqrt(mostArea / perLength))));
  const other = () => Math.max(across, Math.round(length * perLength));
  while (length > least && length * other() > mostArea) length -= 1;
  const frame = axis === 'x' ? { width: length, height: other() } : { width: other(), height: length };
  return expansionToSize(size, frame, anchor);
}
