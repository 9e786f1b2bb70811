import { type Anchor, expansionToSize } from './anchor.ts';
import { draggedTo } from './draggedTo.ts';
import { budgetPx, type Expansion, leastPx, withSide } from './expansion.ts';
import { frameOf, padsOf } from './frame.ts';
import type { Reach } from './reach.ts';
import { AXIS_SIDES, type Axis, lengthAlong, SIDE_GEOMETRY, type Side } from './side.ts';

/** What the limits leave both sides of an axis together, in whole source pixels, while the other axis stays. */
function budgetAlong(axis: Axis, expansion: Expansion, size: Reach): number {
  const [before, after] = AXIS_SIDES[axis];
  return budgetPx(before, { ...expansion, [before]: 0, [after]: 0 }, size);
}

/** The shortest frame along an axis: as far as one side may cut while the other one adds nothing. */
function leastAlong(axis: Axis, expansion: Expansion, size: Reach): number {
  const [before, after] = AXIS_SIDES[axis];
  return lengthAlong(axis, size) + leastPx(before, { ...expansion, [before]: 0, [after]: 0 }, size);
}

/**
 * The expansion whose frame is as near to so many source pixels long along one axis as the limits allow, the
 * source at the anchor on it. The other axis stays as it is.
 */
export function withFrameLength(
  expansion: Expansion,
  { axis, px }: { axis: Axis; px: number },
  { size, anchor }: { size: Reach; anchor: Anchor },
): Expansion {
  const most = lengthAlong(axis, size) + budgetAlong(axis, expansion, size);
  const least = size.allowsCropping ? leastAlong(axis, expansion, size) : lengthAlong(axis, size);
  const length = Math.min(most, Math.max(least, px));
  const frame = { ...frameOf(size, expansion), [axis === 'x' ? 'width' : 'height']: length };
  const [before, after] = AXIS_SIDES[axis];
  const placed = expansionToSize(size, frame, anchor);
  return { ...expansion, [before]: placed[before], [after]: placed[after] };
}

/**
 * The expansion with one side set to `ratio` and the side across from it changed by as much, as far as the limits
 * allow for both. A side that would be taken below nothing stays at 0.
 */
export function withBothSides(expansion: Expansion, side: Side, ratio: number, size: Reach): Expansion {
  const { axis, opposite } = SIDE_GEOMETRY[side];
  const length = lengthAlong(axis, size);
  if (size.allowsCropping)
    return draggedTo(expansion, { side, px: ratio * length, mirrors: true, shape: null }, size);
  const pads = padsOf(size, expansion);
  const free = budgetAlong(axis, expansion, size) - pads[side] - pads[opposite];
  const by = Math.min(Math.round(ratio * length) - pads[side], Math.max(0, Math.floor(free / 2)));
  // The one that shrinks goes first, or the other would not find the room.
  const across = { ...expansion, [opposite]: Math.max(0, pads[opposite] + by) / length };
  return withSide(across, side, (pads[side] + by) / length, size);
}
