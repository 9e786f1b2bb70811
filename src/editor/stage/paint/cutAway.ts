import type { Axis, Side, Size } from '../../../domain/side.ts';
import type { Rect } from '../../../domain/viewport.ts';
import type { Scene } from '../scene.ts';

/** What is cut off the source: still there, and not for long. */
const VEIL = 'rgb(20 20 19 / 62%)';

/**
 * Screen pixels by which strips of one colour lie over each other. Where the screen has no whole number of pixels to
 * one of the page's (125 %, 150 %), both are half transparent at a border that they only meet at, and it shows.
 */
const OVERLAP = 2;

type Edges = Readonly<Record<Side, number>>;

/** Veils what the frame cuts off its source. */
export function paintCutAway(context: CanvasRenderingContext2D, { frame, source, stage }: Scene): void {
  context.fillStyle = VEIL;
  for (const { x, y, width, height } of outsideOf(frame, source, stage).cut)
    context.fillRect(x, y, width, height);
}

/**
 * What lies outside of a frame, on the screen: what it cuts off the source, and what is neither source nor frame. For
 * each side one strip, as long as the stage, which falls into parts where the frame cuts there:
 *
 *   ┌──┬─────────── stage ───┐
 *   │  │ beside              │   in whole pixels of the screen, so that nothing shows
 *   │  ├─ source ─┐          │   between two parts
 *   │  │ cut ┌────┼─ frame ┐ │
 *   │  │     │    │        │ │
 *   │  ├─────┴────┘        │ │
 *   │  │ beside └──────────┘ │
 *   └──┴─────────────────────┘
 */
export function outsideOf(frame: Rect, source: Rect, stage: Size): { beside: Rect[]; cut: Rect[] } {
  const [inner, image] = [edgesOf(frame), edgesOf(source)];
  const all: Edges = { up: 0, right: stage.width, bottom: stage.height, left: 0 };
  // What left and right cut goes over the whole height of the source, what up and bottom cut is as wide as the frame.
  const between = { right: Math.min(inner.right, image.right), left: Math.max(inner.left, image.left) };
  const parts = [
    partsOf({ ...all, right: inner.left }, image),
    partsOf({ ...all, left: inner.right }, image),
    partsOf({ ...all, bottom: inner.up }, { ...image, ...between }),
    partsOf({ ...all, up: inner.bottom }, { ...image, ...between }),
  ];
  const isCutAt = { left: image.left < inner.left, right: image.right > inner.right };
  const beside = parts.flatMap(({ rest, rows }, index) => {
    if (index < 2) return [...rest, ...rows.left, ...rows.right];
    // Beside what up and bottom cut lies what the others cut.
    return [...rest, ...(isCutAt.left ? [] : rows.left), ...(isCutAt.right ? [] : rows.right)];
  });
  return { beside, cut: parts.flatMap(({ cut }) => cut) };
}

/**
 * What lies beside a frame that cuts nothing off: two strips along an axis, hardly longer across it than the frame, and
 * two as long as the stage, over the ends of the first. A frame that changes along that axis changes the first two alone, and the browser draws
 * anew no more than they cover.
 *
 *   ┌─────────────────┐
 *   │                 │
 *   ├────┬───────┬────┤
 *   │  x │ frame │ x  │
 *   ├────┴───────┴────┤
 *   └─────────────────┘
 */
export function besideFrame(frame: Rect, stage: Size, axis: Axis): Rect[] {
  const inner = edgesOf(frame);
  const all: Edges = { up: 0, right: stage.width, bottom: stage.height, left: 0 };
  const across = axis === 'x' ? { up: inner.up - OVERLAP, bottom: inner.bottom + OVERLAP } : all;
  const along = axis === 'y' ? { left: inner.left - OVERLAP, right: inner.right + OVERLAP } : all;
  return [
    { ...all, ...across, right: inner.left },
    { ...all, ...across, left: inner.right },
    { ...all, ...along, bottom: inner.up },
    { ...all, ...along, up: inner.bottom },
  ].flatMap(listed);
}

/** A strip: what of it lies over the image, what beside that in the same rows, and the rest. */
function partsOf(strip: Edges, image: Edges) {
  const shared: Edges = {
    up: Math.max(strip.up, image.up),
    right: Math.min(strip.right, image.right),
    bottom: Math.min(strip.bottom, image.bottom),
    left: Math.max(strip.left, image.left),
  };
  const cut = listed(shared);
  if (cut.length === 0) return { cut, rest: listed(strip), rows: { left: [], right: [] } };
  return {
    cut,
    rest: [...listed({ ...strip, bottom: shared.up }), ...listed({ ...strip, up: shared.bottom })],
    rows: {
      left: listed({ ...shared, left: strip.left, right: shared.left }),
      right: listed({ ...shared, left: shared.right, right: strip.right }),
    },
  };
}

function edgesOf({ x, y, width, height }: Rect): Edges {
  return {
    up: Math.round(y),
    right: Math.round(x + width),
    bottom: Math.round(y + height),
    left: Math.round(x),
  };
}

/** None for what has no area. */
function listed({ up, right, bottom, left }: Edges): Rect[] {
  return right > left && bottom > up ? [{ x: left, y: up, width: right - left, height: bottom - up }] : [];
}
