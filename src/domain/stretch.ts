import { type Expansion, mapSides } from './expansion.ts';
import { frameLimits, longestBeside, type Reach } from './reach.ts';
import { AXIS_SIDES, type Axis, lengthAlong, SIDE_GEOMETRY, type Side, type Size } from './side.ts';

/** Which of an axis' sides take up a change of its length. */
export type Mover = Side | 'both' | 'neither';

/** A frame while it is worked out: real lengths, made whole at the end. */
export interface Stretch {
  readonly size: Reach;
  /** What each side added when the gesture began, in whole source pixels. */
  readonly pads: Record<Side, number>;
  readonly movers: Record<Axis, Mover>;
  /** The share of an axis' free length that comes before the source, where that is given; null: both sides grow alike. */
  readonly anchors: Record<Axis, number | null>;
  /** The aspect that is kept, or null. */
  readonly aspect: number | null;
}

/** The most pixels that the frame may have. */
export function maxArea({ size }: Stretch): number {
  return frameLimits(size).areaFactor * size.width * size.height;
}

/** The length of the frame along an axis when the gesture began. */
export function startLength({ size, pads }: Stretch, axis: Axis): number {
  const [before, after] = AXIS_SIDES[axis];
  return lengthAlong(axis, size) + pads[before] + pads[after];
}

/** The least length of the frame along an axis: the source, and what a side that stays adds. */
export function leastLength(stretch: Stretch, axis: Axis): number {
  const { size, pads, movers } = stretch;
  const mover = movers[axis];
  if (mover === 'neither') return startLength(stretch, axis);
  return lengthAlong(axis, size) + (mover === 'both' ? 0 : pads[SIDE_GEOMETRY[mover].opposite]);
}

/** The lengths that the limits leave of the wanted ones. */
export function clampToLimits(stretch: Stretch, wanted: Size, softReach: number): Size {
  const least = { width: leastLength(stretch, 'x'), height: leastLength(stretch, 'y') };
  const { aspect } = stretch;
  // A frame that keeps its aspect and would be smaller than that in one direction only is so in both.
  const leastHeight = aspect === null ? least.height : Math.max(least.height, least.width / aspect);
  const height = Math.max(leastHeight, wanted.height);
  const width = aspect === null ? Math.max(least.width, wanted.width) : height * aspect;

  const limit = heldToShape(stretch, { width, height }, limitTowards(stretch, { width, height }, least));
  const soft = (axis: Axis, reach = lengthAlong(axis, limit) - startLength(stretch, axis)) =>
    softStop(lengthAlong(axis, { width, height }), lengthAlong(axis, limit), Math.min(softReach, reach));
  return { width: soft('x'), height: soft('y') };
}

/**
 * Where the area limit lies in the direction of the wanted frame. Frames of the greatest area lie on a hyperbola,
 * width × height = maxArea. One length that moves alone runs straight into it; two are scaled alike, so that the
 * corner slides along it as the pointer goes round.
 */
function limitTowards(stretch: Stretch, wanted: Size, least: Size): Size {
  const { movers, aspect } = stretch;
  const most = maxArea(stretch);
  if (aspect === null && movers.x === 'neither') return { width: wanted.width, height: most / wanted.width };
  if (aspect === null && movers.y === 'neither')
    return { width: most / wanted.height, height: wanted.height };
  const scale = Math.sqrt(most / (wanted.width * wanted.height));
  const width = Math.min(Math.max(wanted.width * scale, least.width), most / least.height);
  return { width, height: most / width };
}

/** A limit no longer than the longest shape, where that is not what the gesture began with. */
function heldToShape(stretch: Stretch, wanted: Size, limit: Size): Size {
  const { size, movers, aspect } = stretch;
  if (aspect !== null || !size.goesBeyond) return limit;
  const along = (axis: Axis, across: Axis) => {
    if (movers[axis] === 'neither') return lengthAlong(axis, limit);
    const other = Math.min(lengthAlong(across, wanted), lengthAlong(across, limit));
    const longest = Math.max(longestBeside(other), startLength(stretch, axis));
    return Math.min(lengthAlong(axis, limit), longest);
  };
  return { width: along('x', 'y'), height: along('y', 'x') };
}

/**
 * A handle that grows heavy before it stops: up to `reach` before the limit it follows the pointer, from there on
 * ever less, and stands at the limit once the pointer is as far past it. A parabola that meets both lines smoothly.
 */
export function softStop(wanted: number, limit: number, reach: number): number {
  if (reach <= 0) return Math.min(wanted, limit);
  const share = (wanted - (limit - reach)) / (2 * reach);
  if (share <= 0) return wanted;
  return share >= 1 ? limit : limit - reach * (1 - share) ** 2;
}

/** Whole lengths that are still within the limit, the aspect kept as nearly as whole pixels allow. */
export function wholePixels(stretch: Stretch, lengths: Size): Size {
  const { movers, aspect } = stretch;
  const most = maxArea(stretch);
  // Where one length snapped back, the other may have become too long beside it.
  const held = heldToShape(stretch, lengths, lengths);
  let width = Math.round(held.width);
  if (aspect !== null) {
    while (width * Math.round(width / aspect) > most) width -= 1;
    return { width, height: Math.round(width / aspect) };
  }
  const height = Math.round(held.height);
  if (width * height <= most) return { width, height };
  if (movers.x === 'neither') return { width, height: Math.floor(most / width) };
  width = movers.y === 'neither' ? width : Math.max(leastLength(stretch, 'x'), Math.floor(lengths.width));
  return movers.y === 'neither'
    ? { width: Math.floor(most / height), height }
    : { width, height: Math.floor(most / width) };
}

/** Whether the frame can grow no further in the way that it is stretched, not by a pixel. */
export function isFull(stretch: Stretch, { width, height }: Size): boolean {
  const { size, movers } = stretch;
  const next = (length: number, axis: Axis) => length + (movers[axis] === 'neither' ? 0 : 1);
  const [wide, high] = [next(width, 'x'), next(height, 'y')];
  const isLongest = size.goesBeyond === true && (wide > longestBeside(high) || high > longestBeside(wide));
  return isLongest || wide * high > maxArea(stretch);
}

/** What each side adds when the frame has these whole lengths, as ratios. */
export function shareOut(stretch: Stretch, lengths: Size): Expansion {
  return ratiosOf(sharedPads(stretch, lengths), stretch.size);
}

/** The same in whole source pixels. */
export function sharedPads({ size, pads, movers, anchors }: Stretch, lengths: Size): Record<Side, number> {
  const atLeast = size.allowsCropping ? Number.NEGATIVE_INFINITY : 0;
  const along = (axis: Axis): readonly [before: number, after: number] => {
    const [before, after] = AXIS_SIDES[axis];
    const free = lengthAlong(axis, lengths) - lengthAlong(axis, size);
    const grown = free - pads[before] - pads[after];
    switch (movers[axis]) {
      case 'neither':
        return [pads[before], pads[after]];
      case 'both': {
        const anchor = anchors[axis];
        const evenly = pads[before] + Math.floor(grown / 2);
        const held = size.allowsCropping ? evenly : Math.min(free, Math.max(0, evenly));
        const first = anchor === null ? held : Math.round(free * anchor);
        return [first, free - first];
      }
      default:
        return movers[axis] === before
          ? [Math.max(atLeast, free - pads[after]), pads[after]]
          : [pads[before], Math.max(atLeast, free - pads[before])];
    }
  };
  const [left, right] = along('x');
  const [up, bottom] = along('y');
  return { up, right, bottom, left };
}

/** Ratios of what each side adds in source pixels. */
export function ratiosOf(pads: Record<Side, number>, size: Size): Expansion {
  return mapSides((side) => pads[side] / lengthAlong(SIDE_GEOMETRY[side].axis, size));
}
