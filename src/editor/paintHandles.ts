import type { Context } from 'konva/lib/Context.js';
import { CORNERS, cornerOf } from '../domain/handle.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, SIDES, type Side } from '../domain/side.ts';
import type { Rect } from '../domain/viewport.ts';
import { handlePoints, type Picture } from './picture.ts';

/** Visible size of a handle in screen pixels, whatever the zoom. */
const BAR_LENGTH = 36;
const BAR_THICKNESS = 6;
const BRACKET_LENGTH = 13;

export function paintBrackets(context: Context, { frame, activeHandle }: Picture, colour: string): void {
  context.strokeStyle = colour;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const sides of CORNERS) {
    const [vertical, horizontal] = sides;
    const isActive = activeHandle.length === 2 && sides.every((side) => activeHandle.includes(side));
    const { x, y } = cornerOf(frame, sides);
    const length = Math.min(BRACKET_LENGTH + (isActive ? 3 : 0), frame.width / 4, frame.height / 4);
    context.lineWidth = isActive ? 5 : 4;
    context.beginPath();
    context.moveTo(x - SIDE_GEOMETRY[horizontal].outward * length, y);
    context.lineTo(x, y);
    context.lineTo(x, y - SIDE_GEOMETRY[vertical].outward * length);
    context.stroke();
  }
}

export function paintBars(context: Context, { frame, activeHandle }: Picture, colour: string): void {
  const middles = handlePoints(frame);
  context.fillStyle = colour;
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1.5;
  for (const side of SIDES) {
    const isActive = activeHandle.length === 1 && activeHandle.includes(side);
    const { x, y, width, height } = barRect(side, middles[side], frame, isActive);
    context.beginPath();
    context.roundRect(x, y, width, height, Math.min(width, height) / 2);
    context.fill();
    context.stroke();
  }
}

function barRect(side: Side, middle: Point, frame: Rect, isActive: boolean): Rect {
  const { axis } = SIDE_GEOMETRY[side];
  const along = Math.min(BAR_LENGTH, lengthAlong(axis === 'x' ? 'y' : 'x', frame) / 2);
  const across = BAR_THICKNESS + (isActive ? 2 : 0);
  const width = axis === 'x' ? across : along;
  const height = axis === 'x' ? along : across;
  return { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
}
