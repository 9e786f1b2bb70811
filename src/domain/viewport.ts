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

export function toSource({ zoom, offset }: Viewport, point: Point): Point {
  return { x: (point.x - offset.x) / zoom, y: (point.y - offset.y) / zoom };
}

/** A rectangle of the source as it stands on the screen. */
export function rectToScreen(viewport: Viewport, rect: Rect): Rect {
  const corner = toScreen(viewport, rect);
  return { ...corner, width: rect.width * viewport.zoom, height: rect.height * viewport.zoom };
}

/** The viewport zoomed by a factor with one screen point held in place. */
export function zoomAt({ zoom, offset }: Viewport, screenPoint: Point, factor: number): Viewport {
  return {
    zoom: zoom * factor,
    offset: {
      x: screenPoint.x - (screenPoint.x - offset.x) * factor,
      y: screenPoint.y - (screenPoint.y - offset.y) * factor,
    },
  };
}

/** The viewport moved by so many screen pixels. */
export function panBy({ zoom, offset }: Viewport, by: Point): Viewport {
  return { zoom, offset: { x: offset.x + by.x, y: offset.y + by.y } };
}

/** Least and greatest zoom by hand, in screen pixels per source pixel. */
const MIN_ZOOM = 0.02;
const MAX_ZOOM = 32;

/** The viewport zoomed by a factor at a screen point, as far as the zoom goes. */
export function zoomWithin(viewport: Viewport, screenPoint: Point, factor: number): Viewport {
  const zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, viewport.zoom * factor));
  return zoomAt(viewport, screenPoint, zoom / viewport.zoom);
}

/** The viewport after two fingers went from two screen points to two others: what was under their middle still is. */
export function pinch(
  viewport: Viewport,
  from: readonly [Point, Point],
  to: readonly [Point, Point],
): Viewport {
  const [before, after] = [middleOf(from), middleOf(to)];
  const factor = Math.max(1, distanceOf(to)) / Math.max(1, distanceOf(from));
  return panBy(zoomWithin(viewport, before, factor), { x: after.x - before.x, y: after.y - before.y });
}

function middleOf([a, b]: readonly [Point, Point]): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distanceOf([a, b]: readonly [Point, Point]): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Whether a rectangle on the screen is wholly on the stage. */
export function isOnStage({ x, y, width, height }: Rect, stage: Size): boolean {
  return x >= 0 && y >= 0 && x + width <= stage.width && y + height <= stage.height;
}

/** The viewport a share of the way from one to another; zoom moves geometrically, so that it looks even. */
export function between(from: Viewport, to: Viewport, share: number): Viewport {
  const zoom = from.zoom * (to.zoom / from.zoom) ** share;
  const along = from.zoom === to.zoom ? share : (zoom - from.zoom) / (to.zoom - from.zoom);
  return {
    zoom,
    offset: {
      x: from.offset.x + (to.offset.x - from.offset.x) * along,
      y: from.offset.y + (to.offset.y - from.offset.y) * along,
    },
  };
}
