import type { Expansion } from './expansion.ts';
import { padsOf } from './frame.ts';
import { AXIS_SIDES, type Axis, lengthAlong, type Size } from './side.ts';

/**
 * Where the source lies inside a frame: the share of the frame's free length that comes before it, from 0 (all of
 * it after) to 1 (all of it before). The nine positions have 0, 0.5 and 1 on each axis.
 *
 *   x = before ÷ (before + after)       ├─ before ─┤ source ├── after ──┤
 */
export interface Anchor {
  readonly x: number;
  readonly y: number;
}

export const CENTRED: Anchor = { x: 0.5, y: 0.5 };

/** The expansion whose frame has the given size in whole source pixels at an anchor; a smaller one cuts into the source. */
export function expansionToSize(size: Size, frame: Size, anchor: Anchor): Expansion {
  const along = (axis: Axis): readonly [before: number, after: number] => {
    const length = lengthAlong(axis, size);
    const free = Math.round(lengthAlong(axis, frame)) - length;
    const before = Math.round(free * anchor[axis]) || 0;
    return [before / length, (free - before) / length];
  };
  const [left, right] = along('x');
  const [up, bottom] = along('y');
  return { up, right, bottom, left };
}

/** The anchor of an expansion. An axis that adds nothing lets the source lie anywhere: there `fallback` stands. */
export function anchorOf(size: Size, expansion: Expansion, fallback: Anchor = CENTRED): Anchor {
  const pads = padsOf(size, expansion);
  const along = (axis: Axis): number => {
    const [before, after] = AXIS_SIDES[axis];
    const free = pads[before] + pads[after];
    return free === 0 ? fallback[axis] : asShare(pads[before] / free);
  };
  return { x: along('x'), y: along('y') };
}

/** The places along an axis that have a name: the source at the frame's start, its middle, its end. */
export const ANCHOR_STOPS = [0, 0.5, 1] as const;

/**
 * The anchor of an expansion as the designer means it. Whole pixels only tell it roughly (a free length of 101 cannot
 * be halved), so what was `set` stands as long as it puts the source where it lies, then a stop that does, then the share.
 */
export function meantAnchor(size: Size, expansion: Expansion, set: Anchor): Anchor {
  const pads = padsOf(size, expansion);
  const along = (axis: Axis): number => {
    const [before, after] = AXIS_SIDES[axis];
    const free = pads[before] + pads[after];
    const meant = [set[axis], ...ANCHOR_STOPS].find((share) => Math.round(free * share) === pads[before]);
    return meant ?? (free === 0 ? set[axis] : asShare(pads[before] / free));
  };
  return { x: along('x'), y: along('y') };
}

/** Where one side adds and the other cuts, the source lies beyond an end of the free length. */
function asShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}
