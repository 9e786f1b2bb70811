import type { Rect } from '../../../domain/viewport.ts';
import { limitBounds, paintLimit } from '../paint/limits.ts';
import type { Scene } from '../scene.ts';
import styles from './dragLayers.module.css';

/**
 * The line of the limit and the zone past it. They stand still while a drag goes on and are painted anew only when the
 * view, the keys or the limit's touch changes them. The canvas is no larger than they are: the browser lays all of one
 * over the stage in every frame, empty or not.
 */
export function createLimitLayer(root: HTMLElement) {
  const canvas = document.createElement('canvas');
  canvas.className = styles.limit ?? '';
  root.append(canvas);
  const renderer = canvas.getContext('bitmaprenderer');
  const drawn = new OffscreenCanvas(1, 1);
  const context = drawn.getContext('2d');
  let painted: readonly unknown[] = [];
  let placed = '';

  /** In pixels of the screen. */
  function place({ x, y, width, height }: Rect): void {
    const [left, top, across, down] = [x, y, width, height].map((length) => `${length / devicePixelRatio}px`);
    const next = `left: ${left}; top: ${top}; width: ${across}; height: ${down}`;
    if (next === placed) return;
    placed = next;
    canvas.style.cssText = next;
  }

  return {
    show(scene: Scene): void {
      const { stage, viewport, paints, drag } = scene;
      const now = [stage, viewport, paints, drag?.limits, drag?.oneRequest, drag?.atLimit];
      if (now.length === painted.length && now.every((each, index) => each === painted[index])) return;
      painted = now;
      const { x, y, width, height } = onWholePixels(limitBounds(scene));
      drawn.width = width;
      drawn.height = height;
      context?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, -x, -y);
      if (context) paintLimit(context, scene);
      place({ x, y, width, height });
      renderer?.transferFromImageBitmap(drawn.transferToImageBitmap());
    },
  };
}

/** The whole pixels of the screen that a rectangle touches, one at least. */
function onWholePixels(rect: Rect | null): Rect {
  if (!rect) return { x: 0, y: 0, width: 1, height: 1 };
  const [x, y] = [Math.floor(rect.x * devicePixelRatio), Math.floor(rect.y * devicePixelRatio)];
  const right = Math.ceil((rect.x + rect.width) * devicePixelRatio);
  const bottom = Math.ceil((rect.y + rect.height) * devicePixelRatio);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}
