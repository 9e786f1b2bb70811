import { CORNERS, cornerOf, type Handle, handlePoints } from '../../../domain/handle.ts';
import { lengthAlong, type Point, SIDE_GEOMETRY, SIDES, type Side, type Size } from '../../../domain/side.ts';
import type { Rect } from '../../../domain/viewport.ts';
import type { Scene } from '../scene.ts';

/** Visible size of a handle in screen pixels, whatever the zoom. */
const BAR_LENGTH = 36;
const BAR_THICKNESS = 6;
export const BAR_BORDER = 1.5;
const BRACKET_LENGTH = 13;

type Corner = (typeof CORNERS)[number];

export function paintBrackets(context: CanvasRenderingContext2D, scene: Scene, colour: string): void {
  const { frame, activeHandle } = scene;
  context.strokeStyle = colour;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const sides of CORNERS) {
    const isActive = isHandle(activeHandle, sides);
    context.lineWidth = bracketWidth(isActive);
    context.beginPath();
    for (const { x, y } of bracketPoints(sides, cornerOf(frame, sides), { frame, isActive })) {
      context.lineTo(x, y);
    }
    context.stroke();
  }
}

export function paintBars(context: CanvasRenderingContext2D, scene: Scene, colour: string): void {
  const { frame, activeHandle } = scene;
  const middles = handlePoints(frame);
  context.fillStyle = colour;
  context.strokeStyle = '#ffffff';
  context.lineWidth = BAR_BORDER;
  for (const side of SIDES) {
    const isActive = isHandle(activeHandle, [side]);
    const { x, y, width, height } = barRect(side, middles[side], { room: roomFor(side, frame), isActive });
    context.beginPath();
    context.roundRect(x, y, width, height, Math.min(width, height) / 2);
    context.fill();
    context.stroke();
  }
}

/** Whether a handle is that of just these sides. */
export function isHandle(handle: Handle, sides: readonly Side[]): boolean {
  return handle.length === sides.length && sides.every((side) => handle.includes(side));
}

/** The two arms of a corner's bracket, from the end along x to the end along y. */
export function bracketPoints(
  [vertical, horizontal]: Corner,
  { x, y }: Point,
  { frame, isActive }: { frame: Size; isActive: boolean },
): Point[] {
  const length = Math.min(BRACKET_LENGTH + (isActive ? 3 : 0), frame.width / 4, frame.height / 4);
  return [
    { x: x - SIDE_GEOMETRY[horizontal].outward * length, y },
    { x, y },
    { x, y: y - SIDE_GEOMETRY[vertical].outward * length },
  ];
}

export function bracketWidth(isActive: boolean): number {
  return isActive ? 5 : 4;
}

/** The length of the edge that a side's bar lies on. */
export function roomFor(side: Side, frame: Size): number {
  return lengthAlong(SIDE_GEOMETRY[side].axis === 'x' ? 'y' : 'x', frame);
}

/** The bar of a side around its middle. */
export function barRect(
  side: Side,
  middle: Point,
  { room, isActive }: { room: number; isActive: boolean },
): Rect {
  const along = Math.min(BAR_LENGTH, room / 2);
  const across = BAR_THICKNESS + (isActive ? 2 : 0);
  const [width, height] = SIDE_GEOMETRY[side].axis === 'x' ? [across, along] : [along, across];
  return { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
}
