import { budgetOf, type Expansion, withSide } from '../domain/expansion.ts';
import { withBothSides } from '../domain/frameLength.ts';
import { lengthAlong, SIDE_GEOMETRY, type Side, type Size } from '../domain/side.ts';

interface HandleKey {
  readonly key: string;
  readonly shiftKey: boolean;
  /** The side across changes alike. */
  readonly mirrors: boolean;
}

/**
 * The expansion after a key on the handle of a side, or null for keys that mean nothing to it. An arrow moves the
 * handle the way it points: outwards grows, inwards shrinks. 1 px a press, 10 px with Shift, 100 px with a page key;
 * Home takes the side back to 0, End out to its limit.
 */
export function keyStep(
  { key, shiftKey, mirrors }: HandleKey,
  { side, expansion, size }: { side: Side; expansion: Expansion; size: Size },
): Expansion | null {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const px = 1 / lengthAlong(axis, size);
  const pages: Record<string, number> = { PageUp: 100, PageDown: -100 };
  const arrows: Record<string, number> =
    axis === 'x' ? { ArrowRight: outward, ArrowLeft: -outward } : { ArrowDown: outward, ArrowUp: -outward };
  const change = mirrors ? withBothSides : withSide;
  if (key === 'Home') return change(expansion, side, 0, size);
  if (key === 'End') return change(expansion, side, budgetOf(side, expansion), size);
  const arrow = arrows[key];
  const steps = arrow === undefined ? pages[key] : arrow * (shiftKey ? 10 : 1);
  return steps === undefined ? null : change(expansion, side, expansion[side] + steps * px, size);
}
