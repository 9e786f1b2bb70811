import { budgetOf, type Expansion, withSide } from '../domain/expansion.ts';
import { lengthAlong, SIDE_GEOMETRY, type Side, type Size } from '../domain/side.ts';

/**
 * The expansion after a key on the handle of a side, or null for keys that mean nothing to it. An arrow moves the
 * handle the way it points: outwards grows, inwards shrinks. 1 px a press, 10 px with Shift; Home takes the side
 * back to 0, End out to its limit.
 */
export function keyStep(
  key: string,
  holdsShift: boolean,
  { side, expansion, size }: { side: Side; expansion: Expansion; size: Size },
): Expansion | null {
  const { axis, outward } = SIDE_GEOMETRY[side];
  const px = 1 / lengthAlong(axis, size);
  const pages: Record<string, number> = { PageUp: 100, PageDown: -100 };
  const arrows: Record<string, number> =
    axis === 'x' ? { ArrowRight: outward, ArrowLeft: -outward } : { ArrowDown: outward, ArrowUp: -outward };
  if (key === 'Home') return withSide(expansion, side, 0, size);
  if (key === 'End') return withSide(expansion, side, budgetOf(side, expansion), size);
  const arrow = arrows[key];
  const steps = arrow === undefined ? pages[key] : arrow * (holdsShift ? 10 : 1);
  return steps === undefined ? null : withSide(expansion, side, expansion[side] + steps * px, size);
}
