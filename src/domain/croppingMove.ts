import { type Expansion, growth, keptSize } from './expansion.ts';
import { frameOf } from './frame.ts';
import type { Gesture, Move } from './gestureMove.ts';
import { sizeProblem } from './limits.ts';
import { frameLimits, longestBeside, type Reach } from './reach.ts';
import { AXIS_SIDES, type Axis, SIDE_GEOMETRY, SIDES, type Side, type Size } from './side.ts';
import { type Guide, type Snapping, snapShift } from './snapping.ts';
import { ratiosOf, type Stretch, sharedPads } from './stretch.ts';

type Pads = Readonly<Record<Side, number>>;

/** Lets what is exactly at the limit pass although it cannot be written exactly in binary. */
const TOLERANCE = 1e-9;
/** Halvings until a share of the longest way is less than a pixel. */
const HALVINGS = 44;

/** Whether a frame that may cut into its source is within the limits: what is kept is a source itself, and not too small for the frame. */
export function isReachable(size: Reach, expansion: Expansion): boolean {
  const kept = keptSize(size, expansion);
  const problem = sizeProblem(kept);
  if (problem !== null && problem !== 'source-too-large') return false;
  const limits = frameLimits({ ...kept, goesBeyond: size.goesBeyond === true });
  const factor = growth(expansion, 'x') * growth(expansion, 'y');
  if (factor > limits.areaFactor * (1 + TOLERANCE)) return false;
  if (!size.goesBeyond) return true;
  const { width, height } = frameOf(size, expansion);
  return Math.max(width, height) <= longestBeside(Math.min(width, height));
}

/** The largest share from 0 to 1 of a way that is allowed to its end or up to somewhere. */
export function furthest(isAllowed: (share: number) => boolean): number {
  if (isAllowed(1)) return 1;
  let [from, to] = [0, 1];
  for (let count = 0; count < HALVINGS; count += 1) {
    const middle = (from + to) / 2;
    if (isAllowed(middle)) from = middle;
    else to = middle;
  }
  return from;
}

interface FreeMove {
  readonly pads: Pads;
  /** By how much each side is to change. */
  readonly by: Pads;
  readonly snapping: Snapping | null;
}

/**
 * Sides moved freely where one of them comes to cut into the source: as far along the straight way there as the limits
 * allow, and from there on along each axis alone.
 */
export function moveFreely(size: Reach, { pads, by: wanted, snapping }: FreeMove): Move {
  const { by, guide } = drawnToEdge({ pads, by: wanted, snapping });
  const at = (x: number, y: number): Expansion => ratiosOf(padsAt(pads, by, { x, y }), size);
  const both = furthest((share) => isReachable(size, at(share, share)));
  const x = both + (1 - both) * furthest((more) => isReachable(size, at(both + (1 - both) * more, both)));
  const y = both + (1 - both) * furthest((more) => isReachable(size, at(x, both + (1 - both) * more)));
  return { expansion: at(x, y), atLimit: both < 1, guide: both < 1 ? null : guide };
}

function padsAt(pads: Pads, by: Pads, share: Readonly<Record<Axis, number>>): Record<Side, number> {
  const moved = { ...pads };
  for (const side of SIDES) moved[side] += Math.round(by[side] * share[SIDE_GEOMETRY[side].axis]);
  return moved;
}

/** A side that comes near the source's own edge is drawn to it. */
function drawnToEdge({ pads, by, snapping }: FreeMove): { by: Pads; guide: Guide | null } {
  const drawn = { ...by };
  let guide: Guide | null = null;
  for (const side of SIDES) {
    const after = pads[side] + by[side];
    if (by[side] === 0 || snapping === null || Math.abs(after) > snapping.reach) continue;
    drawn[side] = -pads[side];
    guide = { kind: 'edge', axis: SIDE_GEOMETRY[side].axis, figure: '' };
  }
  return { by: drawn, guide };
}

/** A frame of a fixed aspect on its way from the length that it had to a wanted one: as far as the limits allow. */
export function moveInShape(stretch: Stretch, wanted: Size, { start }: Pick<Gesture, 'start'>): Move {
  const { size, pads, aspect } = stretch;
  const from = size.width + pads.left + pads.right;
  const at = (share: number): Expansion => {
    const width = Math.round(from + (wanted.width - from) * share);
    const height = Math.round(aspect === null ? wanted.height : width / aspect);
    return ratiosOf(sharedPads(stretch, { width, height }), size);
  };
  const share = furthest((each) => isReachable(size, at(each)));
  const expansion = at(share);
  return { expansion: isReachable(size, expansion) ? expansion : start, atLimit: share < 1, guide: null };
}

/** The frame moved over the source and beyond its edges: what one side gains, the side across from it loses. */
export function moveOver({ size, start }: Gesture, pads: Pads, { by, snapping }: MoveOver): Move {
  let moved = { ...pads };
  let guide: Guide | null = null;
  let atLimit = false;
  for (const axis of ['x', 'y'] as const) {
    const [before, after] = AXIS_SIDES[axis];
    if (by[axis] === 0) continue;
    const free = pads[before] + pads[after];
    const wanted = pads[before] - by[axis];
    const snapped = snapping && snapShift(axis, wanted, free, snapping);
    const way = (snapped?.before ?? wanted) - pads[before];
    const base = moved;
    const at = (share: number) => {
      const first = pads[before] + Math.round(way * share);
      return { ...base, [before]: first, [after]: free - first };
    };
    const share = furthest((each) => isReachable(size, ratiosOf(at(each), size)));
    moved = at(share);
    atLimit ||= share < 1;
    if (share === 1 && snapped) guide = snapped.guide;
  }
  const expansion = ratiosOf(moved, size);
  return { expansion: isReachable(size, expansion) ? expansion : start, atLimit, guide };
}

interface MoveOver {
  readonly by: Readonly<Record<Axis, number>>;
  readonly snapping: Snapping | null;
}
