import { budgetOf, type Expansion } from '../../domain/expansion.ts';
import { frameRect } from '../../domain/frame.ts';
import { AXIS_SIDES, type Axis, lengthAlong, type Size } from '../../domain/side.ts';
import { fitViewport, type Rect, type Viewport } from '../../domain/viewport.ts';
import { PUSH_MARGIN } from './input/stagePush.ts';

/** Least room between the frame and the stage's border, in screen pixels, so that every handle can be pulled outwards. */
const MIN_ROOM = 44;
const ROOM_SHARE = 0.15;
/** A side that may still grow has room for this share of the source before a drag pushes into the stage's border. */
const ROOM_TO_GROW = 0.5;
/** On a low stage the bar at its head and the tools at its foot would lie over the frame. */
const BAR_ROOM = 66;
const TOOLS_ROOM = 72;
/** On a narrow one the words about the draft stand above the tools, as the style sheet has it at this width. */
const NARROW_STAGE = 576;
const DRAFT_LABEL_ROOM = 32;
/** A small source is not enlarged further than this by itself. */
const MAX_FIT = 4;

/** The viewport that shows a frame whole, with room around it to drag its sides into. */
export function fitFrame(stage: Size, size: Size, expansion: Expansion): Viewport {
  const frame = withSource(frameRect(size, expansion), size);
  const [x, y] = [roomAlong(stage.width), roomAlong(stage.height)];
  const insets = { top: Math.max(y, BAR_ROOM), right: x, bottom: Math.max(y, footRoom(stage)), left: x };
  const margins = {
    top: PUSH_MARGIN,
    right: PUSH_MARGIN,
    bottom: PUSH_MARGIN + insets.bottom - insets.top,
    left: PUSH_MARGIN,
  };
  const { zoom } = fitViewport(stage, grown(frame, size, expansion), margins, MAX_FIT);
  return fitViewport(stage, frame, insets, zoom);
}

function footRoom({ width }: Size): number {
  return width > NARROW_STAGE ? TOOLS_ROOM : TOOLS_ROOM + DRAFT_LABEL_ROOM;
}

function roomAlong(length: number): number {
  return Math.max(MIN_ROOM, length * ROOM_SHARE);
}

/** The frame with as much on either side of an axis as the side with the larger budget may want at once. */
function grown(frame: Rect, size: Size, expansion: Expansion): Rect {
  const room = (axis: Axis) => {
    const left = AXIS_SIDES[axis].map((side) => budgetOf(side, expansion) - expansion[side]);
    return Math.min(ROOM_TO_GROW, Math.max(0, ...left)) * lengthAlong(axis, size);
  };
  const [x, y] = [room('x'), room('y')];
  return { x: frame.x - x, y: frame.y - y, width: frame.width + 2 * x, height: frame.height + 2 * y };
}

/** What is cut off the source is shown too: it can be had back. */
function withSource({ x, y, width, height }: Rect, size: Size): Rect {
  const [left, top] = [Math.min(0, x), Math.min(0, y)];
  return {
    x: left,
    y: top,
    width: Math.max(size.width, x + width) - left,
    height: Math.max(size.height, y + height) - top,
  };
}
