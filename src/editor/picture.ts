import type { Shape } from 'konva/lib/Shape.js';
import type { Image } from 'konva/lib/shapes/Image.js';
import type { Line } from 'konva/lib/shapes/Line.js';
import type { Rect as KonvaRect } from 'konva/lib/shapes/Rect.js';
import { type Expansion, mapSides } from '../domain/expansion.ts';
import { frameOf } from '../domain/frame.ts';
import { edgeOf, type Handle } from '../domain/handle.ts';
import { type Point, SIDE_GEOMETRY, type Side, type Size } from '../domain/side.ts';
import type { Rect, Viewport } from '../domain/viewport.ts';
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
