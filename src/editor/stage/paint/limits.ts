import { budgetOf, withinArea, withSide } from '../../../domain/expansion.ts';
import { frameRect } from '../../../domain/frame.ts';
import { edgeOf } from '../../../domain/handle.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, type Side } from '../../../domain/side.ts';
import { type Rect, rectToScreen } from '../../../domain/viewport.ts';
import type { Scene } from '../scene.ts';
import { beyondLimit, limitPath } from './limitPath.ts';
import { type Pen, paintStepLabel } from './steps.ts';

/** Half of the widest line that is drawn here, in screen pixels. */
const LINE_ROOM = 2;

/** The part of the stage that `paintLimit` draws on, in screen pixels; null where it draws nothing. */
export function limitBounds(scene: Scene): Rect | null {
  const { stage, drag } = scene;
  const path = drag && pathOf(scene);
  if (!path) return null;
  // What stands at the line of one request is as long as its words.
  if (drag.oneRequest.length > 0) return { x: 0, y: 0, ...stage };
  const points = [...path, ...beyondLimit(drag.handle, path, stage)];
  const between = (axis: 'x' | 'y', border: number) => {
    const all = points.map((point) => point[axis]);
    const from = Math.max(0, Math.min(...all) - LINE_ROOM);
    return [from, Math.max(from, Math.min(border, Math.max(...all) + LINE_ROOM))] as const;
  };
  const [left, right] = between('x', stage.width);
  const [top, bottom] = between('y', stage.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function pathOf({ size, viewport, drag }: Scene): Point[] | null {
  const frames = (drag?.limits ?? []).map((limit) => rectToScreen(viewport, frameRect(size, limit)));
  return drag && limitPath(drag.handle, frames);
}

/** Where the dragged sides stop, and what they can never reach, hatched. */
export function paintLimit(context: Pen, scene: Scene): void {
  const { stage, drag, paints } = scene;
  const path = drag && pathOf(scene);
  if (!path) return;
  context.globalAlpha = drag.atLimit ? 0.5 : 0.28;
  context.fillStyle = paints.hatching;
  trace(context, beyondLimit(drag.handle, path, stage));
  context.fill();
  context.globalAlpha = drag.atLimit ? 1 : 0.7;
  context.strokeStyle = paints.limit;
  context.lineWidth = drag.atLimit ? 2.5 : 1;
  trace(context, path);
  context.stroke();
  context.globalAlpha = 1;
  paintOneRequest(context, scene);
}

/** Dash and gap, in screen pixels. */
const DASHES = [6, 4];

/** Where one request ends for a gesture that may go on. */
function paintOneRequest(context: Pen, { size, viewport, drag, paints }: Scene): void {
  if (!drag || drag.oneRequest.length === 0) return;
  const frames = drag.oneRequest.map((each) => rectToScreen(viewport, frameRect(size, each)));
  const path = limitPath(drag.handle, frames);
  const [start] = path ?? [];
  if (!path || !start) return;
  context.strokeStyle = paints.limit;
  context.lineWidth = 1.5;
  context.setLineDash(DASHES);
  trace(context, path);
  context.stroke();
  context.setLineDash([]);
  paintStepLabel(context, { words: 'one request', at: start });
}

/** A reach that is no further than this from the edge, in screen pixels, is none. */
const MIN_REACH = 3;

/**
 * Where an edge that is not dragged could still go to, on the screen; null when it is dragged, when the whole frame
 * is, when that is no visible step, and when it lies off the stage.
 */
export function reachOf(side: Side, { size, stage, frame, viewport, drag }: Scene): number | null {
  if (!drag || drag.handle.length === 0 || drag.handle.includes(side)) return null;
  const { expansion } = drag;
  if (!withinArea(expansion)) return null;
  const furthest = withSide(expansion, side, budgetOf(side, expansion), size);
  const edge = edgeOf(rectToScreen(viewport, frameRect(size, furthest)), side);
  const isOnStage = edge > -LINE_ROOM && edge < lengthAlong(SIDE_GEOMETRY[side].axis, stage) + LINE_ROOM;
  return isOnStage && Math.abs(edge - edgeOf(frame, side)) > MIN_REACH ? edge : null;
}

function trace(context: Pen, points: readonly Point[]): void {
  context.beginPath();
  for (const { x, y } of points) context.lineTo(x, y);
}
