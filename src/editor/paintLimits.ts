import type { Context } from 'konva/lib/Context.js';
import { budgetOf, withSide } from '../domain/expansion.ts';
import { edgeOf } from '../domain/handle.ts';
import { type Point, SIDE_GEOMETRY, SIDES, type Side } from '../domain/side.ts';
import { type Rect, rectToScreen } from '../domain/viewport.ts';
import { beyondLimit, limitPath } from './limitPath.ts';
import { frameRect, type Picture } from './picture.ts';

/** Where the dragged sides stop, and what they can never reach, hatched. */
export function paintLimit(context: Context, { stage, size, viewport, drag, paints }: Picture): void {
  if (!drag) return;
  const frames = drag.limits.map((limit) => rectToScreen(viewport, frameRect(size, limit)));
  const path = limitPath(drag.handle, frames);
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
}

/** While some sides are dragged, each other one shows how far it could still go, as long as that is a visible step. */
export function paintReaches(context: Context, { size, frame, viewport, drag, paints }: Picture): void {
  if (!drag || drag.handle.length === 0) return;
  const { expansion, handle } = drag;
  context.setLineDash([2, 5]);
  context.globalAlpha = 0.75;
  context.strokeStyle = paints.accent;
  context.lineWidth = 1.5;
  for (const side of SIDES) {
    if (handle.includes(side)) continue;
    const furthest = withSide(expansion, side, budgetOf(side, expansion), size);
    const edge = edgeOf(rectToScreen(viewport, frameRect(size, furthest)), side);
    if (Math.abs(edge - edgeOf(frame, side)) <= 3) continue;
    trace(context, edgeLine(side, edge, frame, 0));
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** How far a guide goes on past the frame, in screen pixels. */
const GUIDE_OVERHANG = 28;

/** Where the frame was drawn to. */
export function paintGuide(context: Context, { frame, drag, paints }: Picture): void {
  const [side] = drag?.guideSides ?? [];
  if (!side) return;
  context.strokeStyle = paints.guide;
  context.lineWidth = 1.5;
  trace(context, edgeLine(side, edgeOf(frame, side), frame, GUIDE_OVERHANG));
  context.stroke();
}

function edgeLine(side: Side, edge: number, frame: Rect, overhang: number): Point[] {
  return SIDE_GEOMETRY[side].axis === 'x'
    ? [
        { x: edge, y: frame.y - overhang },
        { x: edge, y: frame.y + frame.height + overhang },
      ]
    : [
        { x: frame.x - overhang, y: edge },
        { x: frame.x + frame.width + overhang, y: edge },
      ];
}

function trace(context: Context, points: readonly Point[]): void {
  context.beginPath();
  for (const { x, y } of points) context.lineTo(x, y);
}
