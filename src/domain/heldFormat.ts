import { expansionToSize } from './anchor.ts';
import { furthest, isReachable } from './croppingMove.ts';
import { draggedTo, type HeldShape } from './draggedTo.ts';
import type { Expansion } from './expansion.ts';
import { solveFormat } from './formatSolver.ts';
import { frameOf } from './frame.ts';
import { frameLimits, type Reach } from './reach.ts';
import { type Axis, lengthAlong, type Side } from './side.ts';

/**
 * The expansion with one side set as near to so many source pixels as limits and shape allow; the other axis follows
 * as the anchor says. The same as dragging the side's handle there.
 */
export function withSideHeld(
  start: Expansion,
  to: { side: Side; px: number; mirrors: boolean },
  size: Reach,
  shape: HeldShape,
): Expansion {
  return draggedTo(start, { ...to, shape }, size);
}

/** The expansion whose frame is as near to so many source pixels long along an axis as limits and shape allow. */
export function withLengthHeld(
  { axis, px }: { axis: Axis; px: number },
  size: Reach,
  shape: HeldShape,
): Expansion {
  if (size.allowsCropping) return towardsLength({ axis, px }, size, shape);
  const { aspect, anchor } = shape;
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

/** From the smallest frame of the shape that cuts least towards one of a length, as far as the limits allow. */
function towardsLength(
  { axis, px }: { axis: Axis; px: number },
  size: Reach,
  { aspect, anchor }: HeldShape,
): Expansion {
  const smallest = solveFormat(size, { aspect: [aspect, 1] }, anchor).expansion;
  const from = lengthAlong(axis, frameOf(size, smallest));
  const at = (share: number) => {
    const length = Math.round(from + (px - from) * share);
    const frame =
      axis === 'x'
        ? { width: length, height: Math.round(length / aspect) }
        : { width: Math.round(length * aspect), height: length };
    return expansionToSize(size, frame, anchor);
  };
  const expansion = at(furthest((share) => isReachable(size, at(share))));
  return isReachable(size, expansion) ? expansion : smallest;
}
