import type { Shape } from 'konva/lib/Shape.js';
import type { Image } from 'konva/lib/shapes/Image.js';
import { type Expansion, mapSides } from '../domain/expansion.ts';
import { frameOf } from '../domain/frame.ts';
import { edgeOf, type Handle } from '../domain/handle.ts';
import { type Point, SIDE_GEOMETRY, type Side, type Size } from '../domain/side.ts';
import type { Rect, Viewport } from '../domain/viewport.ts';
import type { StagePaints } from './stagePaints.ts';

/** The Konva nodes of the stage, created once; a drag redraws them without React. */
export interface StageNodes {
  /** Under the image, for what it leaves transparent. */
  readonly ground: Shape;
  readonly image: Image;
  /** What the frame adds around the image: pixels yet to come. */
  readonly area: Shape;
  /** Everything that is drawn over image and area: one node, since every node costs a drag some time in each frame. */
  readonly marks: Shape;
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
  /** Of the source and of the frame, on the screen. */
  readonly source: Rect;
  readonly frame: Rect;
  /** What is under the pointer or being dragged. */
  readonly activeHandle: Handle;
  readonly drag: ShownDrag | null;
  /** The format whose safe zone is shown, or null. */
  readonly safeZoneOf: string | null;
  readonly paints: StagePaints;
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
