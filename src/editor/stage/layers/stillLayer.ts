import type { StageNodes } from '../scene.ts';
import styles from './dragLayers.module.css';

/**
 * A picture of the canvas that takes its place while it is not drawn. The browser hands every pixel of a canvas to its
 * compositor in each frame in which anything is moved over it, also when nothing was drawn on it; a picture is handed
 * over once.
 */
export function createStillLayer(root: HTMLElement, nodes: StageNodes) {
  const canvas = document.createElement('canvas');
  canvas.className = styles.still ?? '';
  canvas.hidden = true;
  root.append(canvas);
  const renderer = canvas.getContext('bitmaprenderer', { alpha: false });
  const copy = new OffscreenCanvas(1, 1);
  const context = copy.getContext('2d', { alpha: false });

  return {
    /** Shows the picture, and not the canvas, over a ground of one colour. */
    freeze(ground: string): void {
      const stage = nodes.image.getStage();
      if (!canvas.hidden || !stage || !context || !renderer) return;
      const layers = stage.getLayers().map((layer) => layer.getNativeCanvasElement());
      copy.width = layers[0]?.width ?? 1;
      copy.height = layers[0]?.height ?? 1;
      context.fillStyle = ground;
      context.fillRect(0, 0, copy.width, copy.height);
      for (const layer of layers) context.drawImage(layer, 0, 0);
      renderer.transferFromImageBitmap(copy.transferToImageBitmap());
      canvas.hidden = false;
      stage.content.style.visibility = 'hidden';
    },
    /** Shows the canvas itself. */
    thaw(): void {
      if (canvas.hidden) return;
      canvas.hidden = true;
      const stage = nodes.image.getStage();
      if (stage) stage.content.style.visibility = '';
    },
  };
}

export type StillLayer = ReturnType<typeof createStillLayer>;
