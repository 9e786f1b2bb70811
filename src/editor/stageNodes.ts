import type { Image } from 'konva/lib/shapes/Image.js';
import type { Line } from 'konva/lib/shapes/Line.js';
import type { Rect as KonvaRect } from 'konva/lib/shapes/Rect.js';
import { type Expansion, mapSides } from '../domain/expansion.ts';
import { frameOf } from '../domain/frame.ts';
import { edgeOf } from '../domain/handle.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, SIDES, type Side, type Size } from '../domain/side.ts';
import { type Rect, rectToScreen, type Viewport } from '../domain/viewport.ts';
import type { StageColours } from './stageColours.ts';

/** The Konva nodes of the stage, created once; a drag moves them without React. */
export interface StageNodes {
  /** The frame's area, under the image: pixels yet to come. */
  readonly area: KonvaRect;
  readonly image: Image;
  readonly outline: KonvaRect;
  /** Where the budget of the dragged side ends. */
  readonly limitLine: Line;
  readonly bars: Record<Side, KonvaRect>;
}

/** Visible size of a handle in screen pixels, whatever the zoom. */
const BAR_LENGTH = 36;
const BAR_THICKNESS = 6;

export interface Picture {
  readonly size: Size;
  readonly expansion: Expansion;
  readonly viewport: Viewport;
  /** The side under the pointer or being dragged. */
  readonly activeSide: Side | null;
  readonly atLimit: boolean;
  /** The largest expansion of the dragged side; null while nothing is dragged. */
  readonly limit: Expansion | null;
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

/** Moves every node to where the picture has it. Layers redraw by themselves, once a frame, and only if touched. */
export function arrange(nodes: StageNodes, picture: Picture): void {
  const { size, expansion, viewport, colours } = picture;
  const frame = rectToScreen(viewport, frameRect(size, expansion));
  nodes.area.setAttrs({ ...frame, fillPatternOffset: { x: -viewport.offset.x, y: -viewport.offset.y } });
  moveIfChanged(nodes.image, rectToScreen(viewport, { x: 0, y: 0, ...size }));
  const stroke = picture.atLimit ? colours.limit : colours.accent;
  nodes.outline.setAttrs({ ...frame, stroke });
  const middles = handlePoints(frame);
  for (const side of SIDES) {
    const isActive = side === picture.activeSide;
    nodes.bars[side].setAttrs({ ...barRect(side, middles[side], frame, isActive), fill: stroke });
  }
  arrangeLimitLine(nodes.limitLine, picture);
}

/** The image's layer holds a large bitmap: it is touched only when it really moves. */
function moveIfChanged(image: Image, rect: Rect): void {
  const moved =
    image.x() !== rect.x ||
    image.y() !== rect.y ||
    image.width() !== rect.width ||
    image.height() !== rect.height;
  if (moved) image.position({ x: rect.x, y: rect.y }).size({ width: rect.width, height: rect.height });
}

function barRect(side: Side, middle: Point, frame: Rect, isActive: boolean): Rect & { cornerRadius: number } {
  const { axis } = SIDE_GEOMETRY[side];
  const along = Math.min(BAR_LENGTH, lengthAlong(axis === 'x' ? 'y' : 'x', frame) / 2);
  const across = BAR_THICKNESS + (isActive ? 2 : 0);
  const width = axis === 'x' ? across : along;
  const height = axis === 'x' ? along : across;
  return { x: middle.x - width / 2, y: middle.y - height / 2, width, height, cornerRadius: across / 2 };
}

function arrangeLimitLine(
  line: Line,
  { size, viewport, activeSide, limit, atLimit, colours }: Picture,
): void {
  if (!limit || !activeSide) {
    line.visible(false);
    return;
  }
  const furthest = rectToScreen(viewport, frameRect(size, limit));
  const edge = edgeOf(furthest, activeSide);
  const { x, y, width, height } = furthest;
  line.setAttrs({
    visible: true,
    points: SIDE_GEOMETRY[activeSide].axis === 'x' ? [edge, y, edge, y + height] : [x, edge, x + width, edge],
    stroke: colours.limit,
    strokeWidth: atLimit ? 2.5 : 1,
    opacity: atLimit ? 1 : 0.7,
  });
}
