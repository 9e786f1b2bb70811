import type { Size } from '../domain/side.ts';
import { fitViewport, type Rect, type Viewport } from '../domain/viewport.ts';

/** Least room between the frame and the stage's border, in screen pixels, so that every handle can be pulled outwards. */
const MIN_ROOM = 44;
const ROOM_SHARE = 0.15;
/** On a low stage the tools at its foot would lie over the frame. */
const TOOLS_ROOM = 72;
/** A small source is not enlarged further than this by itself. */
const MAX_FIT = 4;

/** The viewport that shows a frame whole, with room around it. */
export function fitFrame(stage: Size, frame: Rect): Viewport {
  const [x, y] = [roomAlong(stage.width), roomAlong(stage.height)];
  const insets = { top: y, right: x, bottom: Math.max(y, TOOLS_ROOM), left: x };
  return fitViewport(stage, frame, insets, MAX_FIT);
}

function roomAlong(length: number): number {
  return Math.max(MIN_ROOM, length * ROOM_SHARE);
}
