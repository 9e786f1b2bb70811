import type { Anchor } from './anchor.ts';
import { isReachable, moveFreely, moveInShape, moveOver } from './croppingMove.ts';
import { type Expansion, mapSides } from './expansion.ts';
import { aspectOf, frameOf, padsOf } from './frame.ts';
import type { Gesture, Move } from './gestureMove.ts';
import type { Handle } from './handle.ts';
import {
  AXIS_SIDES,
  type Axis,
  lengthAlong,
  type Point,
  SIDE_GEOMETRY,
  SIDES,
  type Side,
  type Size,
} from './side.ts';
import { type Snapping, snapLengths, snapShift } from './snapping.ts';
import {
  clampToLimits,
  isFull,
  type Mover,
  ratiosOf,
  type Stretch,
  shareOut,
  startLength,
  wholePixels,
} from './stretch.ts';

/** How the frame answers to the pointer. May change while the gesture goes on. */
export interface DragOptions {
  /** On which axes the side across from a dragged one moves alike. */
  readonly mirrors: Readonly<Record<Axis, boolean>>;
  /** The frame keeps its aspect. */
  readonly keepsAspect: boolean;
  /** The aspect that it keeps instead of its own, if any: that of the chosen format. */
  readonly formatAspect?: number | undefined;
  /** Where the source lies along an axis that only follows the aspect; left out, both its sides grow alike. */
  readonly anchor?: Anchor | undefined;
  /** Places worth stopping at, or null for none. */
  readonly snapping: Snapping | null;
  /** Source pixels before the limit in which the handle grows heavy. */
  readonly softReach: number;
}

/** The sides that a gesture moves: those of its handle, and those that a key moves with them. */
export function movedSides({ handle }: Gesture, { mirrors, keepsAspect }: DragOptions): Handle {
  if (handle.length === 0) return handle;
  return SIDES.filter((side) => {
    const { axis, opposite } = SIDE_GEOMETRY[side];
    const isDragged = handle.some((each) => SIDE_GEOMETRY[each].axis === axis);
    return (
      handle.includes(side) || (handle.includes(opposite) && mirrors[axis]) || (!isDragged && keepsAspect)
    );
  });
}

/**
 * The expansion that a gesture comes to while the pointer is at `pointer`, held by the limits. It depends on the
 * start, the pointer and the manner alone, not on the way between.
 *
 *   pointer ─► wanted lengths ─► held by the limits ─► snapped ─► whole pixels ─► shared out to the sides
 */
export function moveTo(gesture: Gesture, pointer: Point, manner: DragOptions): Move {
  if (gesture.handle.length === 0) return moveFrame(gesture, pointer, manner.snapping);
  if (gesture.size.allowsCropping) return moveWhereCropping(gesture, pointer, manner);
  const stretch = stretchFor(gesture, manner);
  const held = clampToLimits(stretch, wantedLengths(gesture, stretch, pointer), manner.softReach);
  const snapped = manner.snapping && snapLengths(stretch, held, manner.snapping);
  const lengths = wholePixels(stretch, snapped?.lengths ?? held);
  return {
    expansion: shareOut(stretch, lengths),
    atLimit: isFull(stretch, lengths),
    guide: snapped?.guide ?? null,
  };
}

/**
 * The same where sides may cut into the source. As long as those that move do not, what the others leave of it is as
 * good as a source.
 */
function moveWhereCropping(gesture: Gesture, pointer: Point, manner: DragOptions): Move {
  const { size, start } = gesture;
  const pads = padsOf(size, start);
  const stretch = stretchFor(gesture, manner);
  if (manner.keepsAspect) return moveInShape(stretch, wantedLengths(gesture, stretch, pointer), gesture);
  const by = wantedChange(gesture, stretch, pointer);
  if (SIDES.some((side) => by[side] !== 0 && pads[side] + by[side] < 0))
    return moveFreely(size, { pads, by, snapping: manner.snapping });
  const isMoved = (side: Side) =>
    stretch.movers[SIDE_GEOMETRY[side].axis] === 'both' || gesture.handle.includes(side);
  const cuts = mapSides((side) => (isMoved(side) ? 0 : Math.min(0, pads[side])));
  const kept = {
    width: size.width + cuts.left + cuts.right,
    height: size.height + cuts.up + cuts.bottom,
    goesBeyond: size.goesBeyond === true,
  };
  const left = mapSides((side) => pads[side] - cuts[side]);
  const move = moveTo({ ...gesture, size: kept, start: ratiosOf(left, kept) }, pointer, manner);
  const after = padsOf(kept, move.expansion);
  const expansion = ratiosOf(
    mapSides((side) => after[side] + cuts[side]),
    size,
  );
  // Cut less, what is kept could become too long for a source.
  return isReachable(size, expansion)
    ? { ...move, expansion }
    : moveFreely(size, { pads, by, snapping: manner.snapping });
}

/** By how much the pointer asks each side to change. */
function wantedChange(
  { handle, grabbedAt }: Gesture,
  { movers }: Stretch,
  pointer: Point,
): Record<Side, number> {
  return mapSides((side) => {
    const { axis, opposite } = SIDE_GEOMETRY[side];
    const dragged = handle.find((each) => each === side || (each === opposite && movers[axis] === 'both'));
    if (!dragged) return 0;
    return Math.round((pointer[axis] - grabbedAt[axis]) * SIDE_GEOMETRY[dragged].outward);
  });
}

function stretchFor({ handle, size, start }: Gesture, manner: DragOptions): Stretch {
  const { mirrors, keepsAspect, formatAspect, anchor } = manner;
  const moverOf = (axis: Axis): Mover => {
    const dragged = handle.find((side) => SIDE_GEOMETRY[side].axis === axis);
    if (dragged) return mirrors[axis] ? 'both' : dragged;
    return keepsAspect ? 'both' : 'neither';
  };
  const anchorOn = (axis: Axis): number | null => {
    const isDragged = handle.some((side) => SIDE_GEOMETRY[side].axis === axis);
    return keepsAspect && !isDragged ? (anchor?.[axis] ?? null) : null;
  };
  return {
    size,
    pads: padsOf(size, start),
    movers: { x: moverOf('x'), y: moverOf('y') },
    anchors: { x: anchorOn('x'), y: anchorOn('y') },
    aspect: keepsAspect ? (formatAspect ?? aspectOf(frameOf(size, start))) : null,
  };
}

/** The lengths that the pointer asks for, whatever the limits say. */
function wantedLengths({ handle, grabbedAt }: Gesture, stretch: Stretch, pointer: Point): Size {
  const { size, pads, movers, aspect } = stretch;
  const along = (axis: Axis): number => {
    const dragged = handle.find((side) => SIDE_GEOMETRY[side].axis === axis);
    if (!dragged) return startLength(stretch, axis);
    const { outward, opposite } = SIDE_GEOMETRY[dragged];
    const by = Math.round((pointer[axis] - grabbedAt[axis]) * outward);
    const held = (length: number) => (size.allowsCropping ? length : Math.max(0, length));
    const own = held(pads[dragged] + by);
    const across = movers[axis] === 'both' ? held(pads[opposite] + by) : pads[opposite];
    return lengthAlong(axis, size) + own + across;
  };
  const wanted = { width: along('x'), height: along('y') };
  const [only, second] = handle;
  if (aspect === null || !only) return wanted;
  // A corner that keeps the aspect goes to the point of the diagonal that is nearest to the pointer.
  const diagonal = (wanted.width * aspect + wanted.height) / (aspect * aspect + 1);
  const straight = SIDE_GEOMETRY[only].axis === 'x' ? wanted.width / aspect : wanted.height;
  const height = second ? diagonal : straight;
  return { width: height * aspect, height };
}

/** Further than any frame reaches, in source pixels. */
const FAR = 1e7;
/** Directions in which the limit of a corner is looked for. */
const DIRECTIONS = 32;

/**
 * Where the limit lies for a gesture, as the expansions that it would be held at: one for a side, and for a corner
 * that moves freely the whole curve that it slides along. None for the frame, which no limit holds.
 */
export function limitsOf(gesture: Gesture, manner: DragOptions): Expansion[] {
  const { handle, grabbedAt } = gesture;
  if (handle.length === 0) return [];
  const isFree = handle.length === 2 && !manner.keepsAspect;
  const turns = isFree ? Array.from({ length: DIRECTIONS + 1 }, (_, i) => i / DIRECTIONS) : [0.5];
  return turns.map((turn) => {
    const angle = (turn * Math.PI) / 2;
    const far = { x: FAR * Math.cos(angle), y: FAR * Math.sin(angle) };
    const pointer = { ...grabbedAt };
    for (const side of handle) {
      const { axis, outward } = SIDE_GEOMETRY[side];
      pointer[axis] += outward * far[axis];
    }
    return moveTo(gesture, pointer, { ...manner, snapping: null, softReach: 0 }).expansion;
  });
}

/** The frame moved over the source: what one side gains, the side across from it loses. */
function moveFrame(gesture: Gesture, pointer: Point, snapping: Snapping | null): Move {
  const { size, start, grabbedAt } = gesture;
  const pads = padsOf(size, start);
  if (size.allowsCropping) {
    const by = (axis: Axis) => Math.round(pointer[axis] - grabbedAt[axis]);
    return moveOver(gesture, pads, { by: { x: by('x'), y: by('y') }, snapping });
  }
  const along = (axis: Axis) => {
    const [before, after] = AXIS_SIDES[axis];
    const free = pads[before] + pads[after];
    const by = Math.round(pointer[axis] - grabbedAt[axis]);
    const wanted = Math.min(free, Math.max(0, pads[before] - by));
    // An axis along which the pointer did not go stays as it is.
    const snapped = by === 0 ? null : snapping && snapShift(axis, wanted, free, snapping);
    const first = snapped?.before ?? wanted;
    return { first, second: free - first, snapped };
  };
  const [x, y] = [along('x'), along('y')];
  const nearest = [x.snapped, y.snapped]
    .filter((each) => each != null)
    .sort((a, b) => a.distance - b.distance)[0];
  return {
    expansion: ratiosOf({ up: y.first, right: x.second, bottom: y.second, left: x.first }, size),
    atLimit: false,
    guide: nearest?.guide ?? null,
  };
}
