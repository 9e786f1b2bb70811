import type { Shape } from 'konva/lib/Shape.js';
import type { Line } from 'konva/lib/shapes/Line.js';
import { budgetOf, withSide } from '../domain/expansion.ts';
import { edgeOf } from '../domain/handle.ts';
import { SIDE_GEOMETRY, SIDES, type Side } from '../domain/side.ts';
import { type Rect, rectToScreen } from '../domain/viewport.ts';
import { coveredRects } from './format/safeZone.ts';
import { beyondLimit, limitPath } from './limitPath.ts';
import { frameRect, type Picture, type StageNodes } from './picture.ts';

export function arrangeCovered(covered: Shape, { size, expansion, viewport, safeZoneOf }: Picture): void {
  const rects = coveredRects(safeZoneOf, frameRect(size, expansion)).map((rect) =>
    rectToScreen(viewport, rect),
  );
  covered.visible(rects.length > 0);
  if (rects.length === 0) return;
  covered.sceneFunc((context, shape) => {
    context.beginPath();
    for (const { x, y, width, height } of rects) context.rect(x, y, width, height);
    context.fillShape(shape);
  });
}

export function arrangeLimit(
  { beyond, limitLine }: StageNodes,
  { stage, size, viewport, drag, colours }: Picture,
): void {
  const frames = drag?.limits.map((limit) => rectToScreen(viewport, frameRect(size, limit))) ?? [];
  const path = drag && limitPath(drag.handle, frames);
  limitLine.visible(path !== null);
  beyond.visible(path !== null);
  if (!drag || !path) return;
  limitLine.setAttrs({
    points: path.flatMap(({ x, y }) => [x, y]),
    stroke: colours.limit,
    strokeWidth: drag.atLimit ? 2.5 : 1,
    opacity: drag.atLimit ? 1 : 0.7,
  });
  beyond.setAttrs({
    points: beyondLimit(drag.handle, path, stage).flatMap(({ x, y }) => [x, y]),
    opacity: drag.atLimit ? 0.5 : 0.28,
  });
}

/** While some sides are dragged, each other one shows how far it could still go, as long as that is a visible step. */
export function arrangeReaches({ reaches }: StageNodes, { size, viewport, drag, colours }: Picture): void {
  for (const side of SIDES) {
    const line = reaches[side];
    const isShown = drag !== null && drag.handle.length > 0 && !drag.handle.includes(side);
    line.visible(isShown);
    if (!isShown || !drag) continue;
    const { expansion } = drag;
    const furthest = withSide(expansion, side, budgetOf(side, expansion), size);
    const frame = rectToScreen(viewport, frameRect(size, expansion));
    const edge = edgeOf(rectToScreen(viewport, frameRect(size, furthest)), side);
    line.visible(Math.abs(edge - edgeOf(frame, side)) > 3);
    line.setAttrs({ points: edgeLine(side, edge, frame, 0), stroke: colours.accent });
  }
}

export function arrangeGuide(line: Line, frame: Rect, { drag, colours }: Picture): void {
  const [side] = drag?.guideSides ?? [];
  line.visible(side !== undefined);
  if (!side) return;
  line.setAttrs({
    points: edgeLine(side, edgeOf(frame, side), frame, GUIDE_OVERHANG),
    stroke: colours.guide,
  });
}

/** How far a guide goes on past the frame, in screen pixels. */
const GUIDE_OVERHANG = 28;

function edgeLine(side: Side, edge: number, frame: Rect, overhang: number): number[] {
  return SIDE_GEOMETRY[side].axis === 'x'
    ? [edge, frame.y - overhang, edge, frame.y + frame.height + overhang]
    : [frame.x - overhang, edge, frame.x + frame.width + overhang, edge];
}
