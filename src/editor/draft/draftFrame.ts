import { type Expansion, mapSides } from '../../domain/expansion.ts';
import { padsOf } from '../../domain/frame.ts';
import { lengthAlong, SIDE_GEOMETRY, SIDES, type Side, type Size } from '../../domain/side.ts';
import type { Rect } from '../../domain/viewport.ts';

/** What each side of a draft adds, in whole pixels of the draft; below 0 it ends within the copy of the source. */
export type DraftPads = Readonly<Record<Side, number>>;

/** Long side of the copy of the source that a draft is made of. */
export const DRAFT_SIDE = 256;
/** Pads grow in steps of this share of the copy's long side: a draft runs a little ahead of the handle, and serves several moves. */
const STEP_SHARE = 1 / 16;

/** Size of the copy of a source that a draft is made of, by its long side; a small source is not enlarged. */
export function draftSourceSize({ width, height }: Size, side = DRAFT_SIDE): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A frame of a larger area than this many times the source's has no draft: it would take seconds. */
export const MAX_DRAFT_FACTOR = 12;

/** The pads of the draft that covers the frame of an expansion whole. */
export function draftPadsOf(size: Size, expansion: Expansion, copySide = DRAFT_SIDE): DraftPads {
  const copy = draftSourceSize(size, copySide);
  const step = stepOf(copy);
  const cut = cutLengths(size, expansion, copy);
  return mapSides((side) =>
    expansion[side] < 0
      ? 0 - Math.floor(cut[side])
      : Math.ceil((expansion[side] * lengthAlong(SIDE_GEOMETRY[side].axis, copy)) / step) * step,
  );
}

/** So many steps a draft goes on past a side that grows, so that a drag outwards waits for few of them. */
const STEPS_AHEAD = 2;

/** The pads of a draft of a frame that has just grown from another: it goes on past the sides that grew. */
export function draftPadsAhead(size: Size, from: Expansion, to: Expansion): DraftPads {
  const step = stepOf(draftSourceSize(size));
  const pads = draftPadsOf(size, to);
  return mapSides((side) => pads[side] + (to[side] > Math.max(0, from[side]) ? STEPS_AHEAD * step : 0));
}

function stepOf(copy: Size): number {
  return Math.max(1, Math.round(Math.max(copy.width, copy.height) * STEP_SHARE));
}

/** What a draft must not look at: the provider gets no pixel of it, so none that is partly cut either. */
export function draftCutsOf(size: Size, expansion: Expansion, copySide = DRAFT_SIDE): DraftPads {
  const cut = cutLengths(size, expansion, draftSourceSize(size, copySide));
  return mapSides((side) => Math.ceil(cut[side]));
}

/** Both, of the draft of a frame. */
export function draftOf(size: Size, expansion: Expansion, copySide = DRAFT_SIDE) {
  return { pads: draftPadsOf(size, expansion, copySide), cuts: draftCutsOf(size, expansion, copySide) };
}

/** What each side cuts off, in pixels of the copy. */
function cutLengths(size: Size, expansion: Expansion, copy: Size): Record<Side, number> {
  const pads = padsOf(size, expansion);
  return mapSides((side) => {
    const { axis } = SIDE_GEOMETRY[side];
    return (Math.max(0, -pads[side]) * lengthAlong(axis, copy)) / lengthAlong(axis, size);
  });
}

/** Where a draft lies in source pixels, the source's top left corner at 0,0. */
export function draftRect(size: Size, pads: DraftPads, copySide = DRAFT_SIDE): Rect {
  const copy = draftSourceSize(size, copySide);
  const x = size.width / copy.width;
  const y = size.height / copy.height;
  return {
    x: -pads.left * x,
    y: -pads.up * y,
    width: (pads.left + copy.width + pads.right) * x,
    height: (pads.up + copy.height + pads.bottom) * y,
  };
}

/** Area that two rectangles share. */
export function sharedArea(a: Rect, b: Rect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

export function samePads(a: DraftPads, b: DraftPads): boolean {
  return SIDES.every((side) => a[side] === b[side]);
}
