import type { HeldShape } from '../../domain/draggedTo.ts';
import { budgetPx, type Expansion, withSide } from '../../domain/expansion.ts';
import { withBothSides } from '../../domain/frameLength.ts';
import { withSideHeld } from '../../domain/heldFormat.ts';
import { frameLimits, type Reach } from '../../domain/reach.ts';
import { lengthAlong, SIDE_GEOMETRY, type Side } from '../../domain/side.ts';

interface HandleKey {
  readonly key: string;
  readonly shiftKey: boolean;
  /** The side across changes alike. */
  readonly mirrors: boolean;
}

interface HandleState {
  readonly side: Side;
  readonly expansion: Expansion;
  readonly size: Reach;
  /** The shape that the frame holds, or null for none. */
  readonly shape: HeldShape | null;
}

/**
 * The expansion after a key on the handle of a side, or null for keys that mean nothing to it. An arrow moves the
 * handle the way it points: outwards grows, inwards shrinks. 1 px a press, 10 px with Shift, 100 px with a page key;
 * Home takes the side back to 0, End out to its limit.
 */
export function keyStep(
  { key, shiftKey, mirrors }: HandleKey,
  { side, expansion, size, shape }: HandleState,
): Expansion | null {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const px = 1 / lengthAlong(axis, size);
  const pages: Record<string, number> = { PageUp: 100, PageDown: -100 };
  const arrows: Record<string, number> =
    axis === 'x' ? { ArrowRight: outward, ArrowLeft: -outward } : { ArrowDown: outward, ArrowUp: -outward };
  const length = lengthAlong(axis, size);
  const change: typeof withSide = (from, _side, ratio) => {
    if (shape) return withSideHeld(from, { side, px: Math.round(ratio * length), mirrors }, size, shape);
    return (mirrors ? withBothSides : withSide)(from, side, ratio, size);
  };
  if (key === 'Home') return change(expansion, side, 0, size);
  if (key === 'End')
    return change(
      expansion,
      side,
      shape ? frameLimits(size).areaFactor : budgetPx(side, expansion, size) / length,
      size,
    );
  const arrow = arrows[key];
  const steps = arrow === undefined ? pages[key] : arrow * (shiftKey ? 10 : 1);
  return steps === undefined ? null : change(expansion, side, expansion[side] + steps * px, size);
}
