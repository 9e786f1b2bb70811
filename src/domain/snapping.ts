import { NAMED_ASPECTS } from './aspect.ts';
import { longestBeside, MAX_AREA_FACTOR } from './reach.ts';
import { type Axis, lengthAlong, SIDE_GEOMETRY, type Size } from './side.ts';
import { leastLength, maxArea, type Stretch, startLength } from './stretch.ts';

/** How far places draw a dragged edge, in source pixels: the reach on the screen divided by the zoom. */
export interface Snapping {
  readonly reach: number;
  /** Lengths of the frame that count as round are multiples of this, in source pixels. */
  readonly roundStep: number;
}

/** The one thing that the frame is drawn to. */
export interface Guide {
  readonly kind: 'edge' | 'equal' | 'aspect' | 'limit' | 'one-request' | 'centre' | 'round';
  /** The axis along which it was drawn there. */
  readonly axis: Axis;
  /** The aspect's name or the length, where the kind alone does not say it: `16:9`, `1600`. */
  readonly figure: string;
}

const SNAP_REACH = 8;
/** Steps between round lengths, and how far apart on the screen they must be for stopping at them to be a help. */
const ROUND_STEPS = [10, 50, 100, 500, 1000];
const ROUND_APART = 72;

/** Snapping as it is at a zoom: 8 screen pixels, whatever that is in the source. */
export function snappingAt(zoom: number): Snapping {
  const step = ROUND_STEPS.find((each) => each * zoom >= ROUND_APART);
  return { reach: SNAP_REACH / zoom, roundStep: step ?? Number.POSITIVE_INFINITY };
}

interface Place extends Guide {
  readonly length: number;
}

/** The lengths drawn to the nearest place within reach, or null when there is none. */
export function snapLengths(
  stretch: Stretch,
  lengths: Size,
  snapping: Snapping,
): { lengths: Size; guide: Guide } | null {
  const { movers, aspect } = stretch;
  let snapped = lengths;
  let guide: { place: Place; distance: number } | null = null;
  const snap = (axis: Axis, isWelcome: (place: Place) => boolean): boolean => {
    const places = placesAlong(axis, stretch, snapped, snapping).filter(isWelcome);
    const place = nearest(places, axis, stretch, snapped, snapping);
    if (!place) return false;
    const distance = Math.abs(place.length - lengthAlong(axis, lengths));
    snapped = withLength(snapped, axis, place.length, aspect);
    if (!guide || distance < guide.distance) guide = { place, distance };
    return true;
  };

  const isStretched = (axis: Axis) =>
    movers[axis] !== 'neither' && Math.abs(lengthAlong(axis, lengths) - startLength(stretch, axis)) >= 0.5;
  // An axis along which the pointer did not go stays as it is.
  const axes = (['x', 'y'] as const).filter(isStretched);
  const [first, second] = axes;
  if (first && second && aspect === null) {
    // A corner stops at what each side has of its own first; an aspect then takes a length that is still free.
    const free = axes.filter((axis) => !snap(axis, ({ kind }) => kind !== 'aspect'));
    free.find((axis) => snap(axis, ({ kind }) => kind === 'aspect'));
  } else if (first) {
    // Where the aspect is kept, either length tells the other; the longer one is the finer measure.
    snap(aspect !== null && aspect < 1 ? 'y' : first, () => true);
  }
  return guideIn(guide, snapped);
}

function guideIn(guide: { place: Place } | null, lengths: Size): { lengths: Size; guide: Guide } | null {
  if (!guide) return null;
  const { kind, axis, figure } = guide.place;
  return { lengths, guide: { kind, axis, figure } };
}

function withLength(lengths: Size, axis: Axis, length: number, aspect: number | null): Size {
  if (axis === 'x') return { width: length, height: aspect === null ? lengths.height : length / aspect };
  return { width: aspect === null ? lengths.width : length * aspect, height: length };
}

/** Everything along an axis that is worth stopping at, the other length as it is. */
function placesAlong(axis: Axis, stretch: Stretch, lengths: Size, { roundStep }: Snapping): Place[] {
  const { size, pads, movers, aspect } = stretch;
  const most = maxArea(stretch);
  const own = lengthAlong(axis, size);
  const present = lengthAlong(axis, lengths);
  const other = lengthAlong(axis === 'x' ? 'y' : 'x', lengths);
  const mover = movers[axis];
  const staying = mover === 'both' || mover === 'neither' ? 0 : pads[SIDE_GEOMETRY[mover].opposite];
  const byAspect = (ratio: number) => (axis === 'x' ? other * ratio : other / ratio);
  const lengthOf = (area: number) =>
    aspect === null ? area / other : Math.sqrt(axis === 'x' ? area * aspect : area / aspect);

  const longest = size.goesBeyond && aspect === null ? longestBeside(other) : Number.POSITIVE_INFINITY;

  // Of two at the same length the first counts: that a limit holds says more than what it is held at.
  const places: Place[] = [
    {
      kind: 'limit',
      axis,
      figure: '',
      length: Math.min(longest, Math.floor(lengthOf(most) + 1e-6)),
    },
    { kind: 'edge', axis, figure: '', length: own + staying },
  ];
  if (size.goesBeyond) {
    const length = Math.floor(lengthOf(MAX_AREA_FACTOR * size.width * size.height) + 1e-6);
    places.push({ kind: 'one-request', axis, figure: '', length });
  }
  if (staying > 0) places.push({ kind: 'equal', axis, figure: '', length: own + 2 * staying });
  if (aspect === null) {
    for (const [w, h] of NAMED_ASPECTS) {
      places.push({ kind: 'aspect', axis, figure: `${w}:${h}`, length: byAspect(w / h) });
    }
  }
  const round = Math.round(present / roundStep) * roundStep;
  if (Number.isFinite(round)) places.push({ kind: 'round', axis, figure: String(round), length: round });
  return places;
}

/** The nearest place in reach that the limits allow; of two as near the earlier. Round lengths draw half as far. */
function nearest(
  places: readonly Place[],
  axis: Axis,
  stretch: Stretch,
  lengths: Size,
  { reach }: Snapping,
): Place | null {
  const { size, movers, aspect } = stretch;
  const across = axis === 'x' ? 'y' : 'x';
  const other = lengthAlong(across, lengths);
  const perOther = aspect === null ? 0 : axis === 'x' ? aspect : 1 / aspect;
  const least = Math.max(leastLength(stretch, axis), leastLength(stretch, across) * perOther);
  // Where both sides move, an edge goes half as far as the length.
  const perEdge = movers[axis] === 'both' ? 2 : 1;
  let best: { place: Place; distance: number } | null = null;
  for (const place of places) {
    if (place.length < least) continue;
    const area = place.length * (aspect === null ? other : place.length / perOther);
    if (area > maxArea(stretch) * (1 + 1e-9)) continue;
    if (size.goesBeyond && aspect === null && place.length > longestBeside(other)) continue;
    const distance = Math.abs(place.length - lengthAlong(axis, lengths)) / perEdge;
    if (distance > (place.kind === 'round' ? reach / 2 : reach)) continue;
    if (!best || distance < best.distance) best = { place, distance };
  }
  return best?.place ?? null;
}

/** Where the frame stops when it is moved over the source: its ends, and the source in its middle. */
export function snapShift(
  axis: Axis,
  before: number,
  free: number,
  { reach }: Snapping,
): { before: number; distance: number; guide: Guide } | null {
  if (free === 0) return null;
  const places = [
    { before: Math.floor(free / 2), kind: 'centre' as const },
    { before: 0, kind: 'edge' as const },
    { before: free, kind: 'edge' as const },
  ].map(({ before: at, kind }) => ({
    before: at,
    distance: Math.abs(before - at),
    guide: { kind, axis, figure: '' },
  }));
  const [nearest] = places
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance);
  return nearest ?? null;
}
