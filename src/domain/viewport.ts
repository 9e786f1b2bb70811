import type { Point, Size } from './side.ts';

/** Where source pixels stand on the screen: screenPoint = source point × zoom + offset. */
export interface Viewport {
  /** Screen pixels per source pixel. */
  readonly zoom: number;
  /** Screen point of the source's top left corner. */
  readonly offset: Point;
}

export interface Rect extends Size, Point {}

/** Insets that stay free of the fitted rectangle, in screen pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/**
 * The viewport that shows a rectangle of the source whole and centred in what the insets leave of the stage.
 * Never enlarges past `maxZoom`.
 */
export function fitViewport(stage: Size, rect: Rect, insets: Insets, maxZoom = 8): Viewport {
  const room = {
    width: Math.max(1, stage.width - insets.left - insets.right),
    height: Math.max(1, stage.height - insets.top - insets.bottom),
  };
  const zoom = Math.min(maxZoom, room.width / rect.width, room.height / rect.height);
  return {
    zoom,
    offset: {
      x: insets.left + (room.width - rect.width * zoom) / 2 - rect.x * zoom,
      y: insets.top + (room.height - rect.height * zoom) / 2 - rect.y * zoom,
    },
  };
}

export function toScreen({ zoom, offset }: Viewport, point: Point): Point {
  return { x: point.x * zoom + offset.x, y: point.y * zoom + offset.y };
}
