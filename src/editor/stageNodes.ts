import type { Shape } from 'konva/lib/Shape.js';
import type { Image } from 'konva/lib/shapes/Image.js';
import type { Line } from 'konva/lib/shapes/Line.js';
import type { Rect as KonvaRect } from 'konva/lib/shapes/Rect.js';
import { budgetOf, type Expansion, mapSides, withSide } from '../domain/expansion.ts';
import { frameOf } from '../domain/frame.ts';
import { CORNERS, cornerOf, edgeOf, type Handle } from '../domain/handle.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, SIDES, type Side, type Size } from '../domain/side.ts';
import { type Rect, rectToScreen, type Viewport } from '../domain/viewport.ts';
import { coveredRects } from './format/safeZone.ts';
import { beyondLimit, limitPath } from './limitPath.ts';
import type { StageColours } from './stageColours.ts';

/** The Konva nodes of the stage, created once; a drag moves them without React. */
export interface StageNodes {
  /** Under the image, for what it leaves transparent. */
  readonly ground: KonvaRect;
  /** What the frame adds around the image: pixels yet to come. */
  readonly area: KonvaRect;
  readonly image: Image;
  /** What the chosen format's platform lays over the picture. */
  readonly covered: Shape;
  readonly outline: KonvaRect;
  /** What the dragged sides can never reach, hatched. */
  readonly beyond: Line;
  /** Where the dragged sides stop. */
  readonly limitLine: Line;
  /** How far each other side could still go. */
  readonly reaches: Record<Side, Line>;
  /** Where the frame was drawn to. */
  readonly guideLine: Line;
  readonly bars: Record<Side, KonvaRect>;
  /** In the order of `CORNERS`. */
  readonly brackets: readonly Line[];
}

/** Visible size of a handle in screen pixels, whatever the zoom. */
const BAR_LENGTH = 36;
const BAR_THICKNESS = 6;
const BRACKET_LENGTH = 13;

/** What the stage shows of a drag. */
export interface ShownDrag {
  readonly handle: Handle;
  readonly expansion: Expansion;
  readonly atLimit: boolean;
  /** Where the limit lies for this gesture, as the expansions at it. */
  readonly limits: readonly Expansion[];
  /** The edges on which the guide lies; none for no guide. */
  readonly guideSides: readonly Side[];
}

export interface Picture {
  readonly stage: Size;
  readonly size: Size;
  readonly expansion: Expansion;
  readonly viewport: Viewport;
  /** What is under the pointer or being dragged. */
  readonly activeHandle: Handle;
  readonly drag: ShownDrag | null;
  /** The format whose safe zone is shown, or null. */
  readonly safeZoneOf: string | null;
  readonly colours: StageColours;
}

/** The frame in source pixels, the source's top left corner at 0,0. */
export function frameRect(size: Size, expansion: Expansion): Rect {
  const { width, height, placement } = frameOf(size, expansion);
  return { x: -placement.x, y: -placement.y, width, height };
}

/** Middle of each edge of a rectangle: where its handle is. */
export function handlePoints(rect: Rect): Record<Side, Point> {
  return mapSides((side) => {
    const { axis } = SIDE_GEOMETRY[side];
    return axis === 'x'
      ? { x: edgeOf(rect, side), y: rect.y + rect.height / 2 }
      : { x: rect.x + rect.width / 2, y: edgeOf(rect, side) };
  });
}

/** Moves every node to where the picture has it. Tells whether the source, which holds a large bitmap, really moved. */
export function arrange(nodes: StageNodes, picture: Picture): { isSourceMoved: boolean } {
  const { size, expansion, viewport, colours, drag } = picture;
  const frame = rectToScreen(viewport, frameRect(size, expansion));
  nodes.area.setAttrs({ ...frame, fillPatternOffset: { x: -viewport.offset.x, y: -viewport.offset.y } });
  const source = rectToScreen(viewport, { x: 0, y: 0, ...size });
  const isSourceMoved = moveIfChanged(nodes.image, source);
  if (isSourceMoved) nodes.ground.setAttrs(source);
  showPixelsCrisply(nodes.image, viewport.zoom);
  const stroke = drag?.atLimit ? colours.limit : colours.accent;
  nodes.outline.setAttrs({ ...frame, stroke });
  arrangeCovered(nodes.covered, picture);
  arrangeHandles(nodes, { frame, stroke, activeHandle: picture.activeHandle });
  arrangeLimit(nodes, picture);
  arrangeReaches(nodes, picture);
  arrangeGuide(nodes.guideLine, frame, picture);
  return { isSourceMoved };
}

function moveIfChanged(image: Image, { x, y, width, height }: Rect): boolean {
  if (image.x() === x && image.y() === y && image.width() === width && image.height() === height)
    return false;
  image.position({ x, y }).size({ width, height });
  return true;
}

/** From this zoom on, a pixel of the source is seen as what it is: a square. */
const CRISP_ZOOM = 3;

function showPixelsCrisply(image: Image, zoom: number): void {
  const layer = image.getLayer();
  const isSmooth = zoom * devicePixelRatio < CRISP_ZOOM;
  if (layer && layer.imageSmoothingEnabled() !== isSmooth) layer.imageSmoothingEnabled(isSmooth);
}

function arrangeCovered(covered: Shape, { size, expansion, viewport, safeZoneOf }: Picture): void {
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

interface HandleLook {
  readonly frame: Rect;
  readonly stroke: string;
  readonly activeHandle: Handle;
}

function arrangeHandles({ bars, brackets }: StageNodes, { frame, stroke, activeHandle }: HandleLook): void {
  const middles = handlePoints(frame);
  for (const side of SIDES) {
    const isActive = activeHandle.length === 1 && activeHandle.includes(side);
    bars[side].setAttrs({ ...barRect(side, middles[side], frame, isActive), fill: stroke });
  }
  CORNERS.forEach((sides, i) => {
    const [vertical, horizontal] = sides;
    const isActive = activeHandle.length === 2 && sides.every((side) => activeHandle.includes(side));
    const { x, y } = cornerOf(frame, sides);
    const length = Math.min(BRACKET_LENGTH + (isActive ? 3 : 0), frame.width / 4, frame.height / 4);
    const inwardX = x - SIDE_GEOMETRY[horizontal].outward * length;
    const inwardY = y - SIDE_GEOMETRY[vertical].outward * length;
    brackets[i]?.setAttrs({ points: [inwardX, y, x, y, x, inwardY], stroke, strokeWidth: isActive ? 5 : 4 });
  });
}

function barRect(side: Side, middle: Point, frame: Rect, isActive: boolean): Rect & { cornerRadius: number } {
  const { axis } = SIDE_GEOMETRY[side];
  const along = Math.min(BAR_LENGTH, lengthAlong(axis === 'x' ? 'y' : 'x', frame) / 2);
  const across = BAR_THICKNESS + (isActive ? 2 : 0);
  const width = axis === 'x' ? across : along;
  const height = axis === 'x' ? along : across;
  return { x: middle.x - width / 2, y: middle.y - height / 2, width, height, cornerRadius: across / 2 };
}

function arrangeLimit(
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
function arrangeReaches({ reaches }: StageNodes, { size, viewport, drag, colours }: Picture): void {
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

function arrangeGuide(line: Line, frame: Rect, { drag, colours }: Picture): void {
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
