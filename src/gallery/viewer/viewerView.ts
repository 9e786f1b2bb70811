import { renditionWidth } from '../../api/results.ts';
import type { Point, Size } from '../../domain/side.ts';
import { fitViewport, pinch, type Rect, toSource, type Viewport, zoomAt } from '../../domain/viewport.ts';

/** What a view is of: the stage on the screen, the image in it, and how many device pixels make a screen pixel. */
export interface ViewerScene {
  readonly stage: Size;
  readonly image: Size;
  readonly pixelRatio: number;
}

/** The image whole and centred; null is that view too, so that it stays fitted when the window changes. */
export type ViewerView = Viewport | null;

/** Kept free around a fitted image, for the buttons that lie over the stage. */
const WIDE_INSETS = { top: 16, right: 56, bottom: 16, left: 56 };
const NARROW_INSETS = { top: 0, right: 0, bottom: 0, left: 0 };
const NARROW = 640;
const MAX_ENLARGED = 8;
/** Lengths that differ by less are the same to the eye. */
const ROUNDED = 1.02;

function fitted({ stage, image, pixelRatio }: ViewerScene): Viewport {
  const insets = stage.width < NARROW ? NARROW_INSETS : WIDE_INSETS;
  return fitViewport(stage, { x: 0, y: 0, ...image }, insets, 1 / pixelRatio);
}

/** The viewport a view means, with the image held over the stage, or centred where it is smaller. */
export function viewportOf(view: ViewerView, scene: ViewerScene): Viewport {
  if (!view) return fitted(scene);
  const { stage, image } = scene;
  return {
    zoom: view.zoom,
    offset: {
      x: held(view.offset.x, image.width * view.zoom, stage.width),
      y: held(view.offset.y, image.height * view.zoom, stage.height),
    },
  };
}

function held(offset: number, length: number, room: number): number {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, offset));
}

/** From fitted to one image pixel a device pixel with the point held in place, and back. */
export function toggledView(view: ViewerView, scene: ViewerScene, point: Point): ViewerView {
  if (view) return null;
  const fit = fitted(scene);
  const factor = 1 / scene.pixelRatio / fit.zoom;
  return factor > 1 ? zoomAt(fit, point, factor) : null;
}

/** Zoomed with the point held in place; zooming out ends at the fitted view. */
export function zoomedView(
  view: ViewerView,
  scene: ViewerScene,
  change: { point: Point; factor: number },
): ViewerView {
  const from = viewportOf(view, scene);
  const zoom = Math.min(MAX_ENLARGED / scene.pixelRatio, from.zoom * change.factor);
  if (zoom <= fitted(scene).zoom) return null;
  return viewportOf(zoomAt(from, change.point, zoom / from.zoom), scene);
}

/** After two fingers went from two points of the stage to two others, from a viewport on; together they end at the fitted view. */
export function pinchedView(
  from: Viewport,
  scene: ViewerScene,
  fingers: { before: readonly [Point, Point]; now: readonly [Point, Point] },
): ViewerView {
  const { before, now } = fingers;
  const pinched = pinch(from, before, now);
  if (pinched.zoom <= fitted(scene).zoom) return null;
  const [first, second] = now;
  const middle = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
  // However far the fingers go, what lies between them stays there.
  const back = Math.min(1, MAX_ENLARGED / scene.pixelRatio / pinched.zoom);
  return viewportOf(zoomAt(pinched, middle, back), scene);
}

/** Moved by a drag of the pointer; a fitted image stays. */
export function pannedView(view: ViewerView, scene: ViewerScene, by: Point): ViewerView {
  if (!view) return null;
  const { zoom, offset } = viewportOf(view, scene);
  return viewportOf({ zoom, offset: { x: offset.x + by.x, y: offset.y + by.y } }, scene);
}

/** Zoom in words: 100% is one image pixel a device pixel. */
export function zoomLabel(view: ViewerView, scene: ViewerScene): string {
  return `${Math.round(viewportOf(view, scene).zoom * scene.pixelRatio * 100)}%`;
}

/** The image as it stands on the stage, in screen pixels. */
export function imageRect(view: ViewerView, scene: ViewerScene): Rect {
  const { zoom, offset } = viewportOf(view, scene);
  return { ...offset, width: scene.image.width * zoom, height: scene.image.height * zoom };
}

/** Whether somebody looks at an image from nearer than where it is whole. */
export function isNearer({ width }: Pick<Rect, 'width'>, scene: ViewerScene): boolean {
  return width > fitted(scene).zoom * scene.image.width * ROUNDED;
}

/** Whether a copy so wide has a pixel for each of the screen's, as far as anybody can tell. */
export function covers(copyWidth: number, rect: Pick<Rect, 'width'>, pixelRatio: number): boolean {
  return rect.width * pixelRatio <= copyWidth * ROUNDED;
}

/** The nearest point on whole pixels of the screen: between two of them a layer of the browser's is blurred. */
export function onWholePixels({ x, y }: Point, pixelRatio: number): Point {
  const whole = (length: number) => Math.round(length * pixelRatio) / pixelRatio;
  return { x: whole(x), y: whole(y) };
}

/** Whether a point of the screen lies on the image. */
export function isOnImage(view: ViewerView, scene: ViewerScene, point: Point): boolean {
  const { x, y } = toSource(viewportOf(view, scene), point);
  return x >= 0 && y >= 0 && x <= scene.image.width && y <= scene.image.height;
}

/** The rendition that covers the stage when the image is fitted; null when only full size does. */
export function screenWidth(scene: ViewerScene): number | null {
  return renditionWidth(fitted(scene).zoom * scene.image.width * scene.pixelRatio, scene.image.width);
}

/** What of an image at a place of the stage is in sight, in its own pixels. */
export function seenOf(rect: Rect, { stage, image }: Pick<ViewerScene, 'stage' | 'image'>): Rect {
  const across = seenAlong(rect.x, rect.width, { room: stage.width, length: image.width });
  const down = seenAlong(rect.y, rect.height, { room: stage.height, length: image.height });
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}

/** One axis: an image is a little longer one way where what was sent has not quite the frame's shape. */
function seenAlong(offset: number, shown: number, { room, length }: { room: number; length: number }) {
  const zoom = shown / length;
  const start = Math.max(0, -offset / zoom);
  return { start, length: Math.max(0, Math.min(length, (room - offset) / zoom) - start) };
}
