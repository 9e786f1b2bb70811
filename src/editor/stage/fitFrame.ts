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
/** On a low stage the bar at its head and the tools at its foot would lie over the frame. All these are rem. */
const BAR_ROOM_REM = 4.125;
const TOOLS_ROOM_REM = 4.5;
/** On a narrow one the words about the draft stand above the tools, on a very narrow one beside them, as the style sheet has it. */
const NARROW_STAGE_REM = 36;
const VERY_NARROW_STAGE_REM = 14;
const DRAFT_LABEL_ROOM_REM = 2;
/** However large the text, this share of the stage's height is left between the two. */
const MIN_FRAME_SHARE = 0.35;
/** A small source is not enlarged further than this by itself. */
const MAX_FIT = 4;

interface StageRoom extends Size {
  /** Screen pixels of a rem: 16, or more where text is large. */
  readonly remPx: number;
}

/** The viewport that shows a frame whole, with room around it to drag its sides into. */
export function fitFrame(stage: StageRoom, size: Size, expansion: Expansion): Viewport {
  const frame = withSource(frameRect(size, expansion), size);
  const [x, y] = [roomAlong(stage.width), roomAlong(stage.height)];
  const { head, foot } = barRooms(stage);
  const insets = { top: Math.max(y, head), right: x, bottom: Math.max(y, foot), left: x };
  const margins = {
    top: PUSH_MARGIN,
    right: PUSH_MARGIN,
    bottom: PUSH_MARGIN + insets.bottom - insets.top,
    left: PUSH_MARGIN,
  };
  const { zoom } = fitViewport(stage, grown(frame, size, expansion), margins, MAX_FIT);
  return fitViewport(stage, frame, insets, zoom);
}

/** What the bar and the tools take of the height, in screen pixels. */
function barRooms({ width, height, remPx }: StageRoom): { head: number; foot: number } {
  const hasWordsAbove = width <= NARROW_STAGE_REM * remPx && width > VERY_NARROW_STAGE_REM * remPx;
  const head = BAR_ROOM_REM * remPx;
  const foot = (hasWordsAbove ? TOOLS_ROOM_REM + DRAFT_LABEL_ROOM_REM : TOOLS_ROOM_REM) * remPx;
  const share = Math.min(1, (height * (1 - MIN_FRAME_SHARE)) / (head + foot));
  return { head: head * share, foot: foot * share };
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
