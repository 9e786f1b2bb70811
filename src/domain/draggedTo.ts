import type { Anchor } from './anchor.ts';
import type { Expansion } from './expansion.ts';
import { padsOf } from './frame.ts';
import { moveTo } from './gesture.ts';
import type { Reach } from './reach.ts';
import { SIDE_GEOMETRY, type Side } from './side.ts';

/** A shape that a frame holds while it is set by figures. */
export interface HeldShape {
  /** Width over height. */
  readonly aspect: number;
  /** Where the source lies along the axis that is solved for. */
  readonly anchor: Anchor;
}

interface DraggedTo {
  readonly side: Side;
  /** In whole source pixels. */
  readonly px: number;
  readonly mirrors: boolean;
  /** Null for a frame of any shape. */
  readonly shape: HeldShape | null;
}

/** The expansion that dragging a side's handle to so many source pixels comes to, as near as limits and shape allow. */
export function draggedTo(start: Expansion, { side, px, mirrors, shape }: DraggedTo, size: Reach): Expansion {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const grabbedAt = { x: 0, y: 0 };
  const pointer = { ...grabbedAt, [axis]: (px - padsOf(size, start)[side]) * outward };
  return moveTo({ handle: [side], size, start, grabbedAt }, pointer, {
    mirrors: { x: mirrors, y: mirrors },
    keepsAspect: shape !== null,
    formatAspect: shape?.aspect,
    anchor: shape?.anchor,
    snapping: null,
    softReach: 0,
  }).expansion;
}
