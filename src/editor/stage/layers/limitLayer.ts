import { paintLimit } from '../paint/limits.ts';
import type { Scene } from '../scene.ts';
import styles from './dragLayers.module.css';

/**
 * The line of the limit and the zone past it. They stand still while a drag goes on and are painted anew only when the
 * view, the keys or the limit's touch changes them.
 */
export function createLimitLayer(root: HTMLElement) {
  const canvas = document.createElement('canvas');
  canvas.className = styles.limit ?? '';
  root.append(canvas);
  const renderer = canvas.getContext('bitmaprenderer');
  const drawn = new OffscreenCanvas(1, 1);
  const context = drawn.getContext('2d');
  let painted: readonly unknown[] = [];
  return {
    show(scene: Scene): void {
      const { stage, viewport, paints, drag } = scene;
      const now = [stage, viewport, paints, drag?.limits, drag?.oneRequest, drag?.atLimit];
      if (now.length === painted.length && now.every((each, index) => each === painted[index])) return;
      painted = now;
      drawn.width = Math.max(1, Math.round(stage.width * devicePixelRatio));
      drawn.height = Math.max(1, Math.round(stage.height * devicePixelRatio));
      context?.scale(devicePixelRatio, devicePixelRatio);
      if (context) paintLimit(context, scene);
      renderer?.transferFromImageBitmap(drawn.transferToImageBitmap());
    },
  };
}
