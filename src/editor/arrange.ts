import type { Image } from 'konva/lib/shapes/Image.js';
import { CORNERS, cornerOf, type Handle } from '../domain/handle.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, SIDES, type Side } from '../domain/side.ts';
import { type Rect, rectToScreen } from '../domain/viewport.ts';
import { frameRect, handlePoints, type Picture, type StageNodes } from './picture.ts';
import { arrangeCovered, arrangeGuide, arrangeLimit, arrangeReaches } from './stageLines.ts';

/** Visible size of a handle in screen pixels, whatever the zoom. */
const BAR_LENGTH = 36;
const BAR_THICKNESS = 6;
const BRACKET_LENGTH = 13;

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
