import type { Scene } from '../scene.ts';
import { createCurtains, createStepFrames } from './frameLayers.ts';
import { createFrameMarks } from './frameMarks.ts';
import { createLimitLayer } from './limitLayer.ts';
import { createReachLayers } from './reachLayers.ts';
import { createSafeZoneLayers } from './safeZoneLayers.ts';

/**
 * What a drag moves, as layers that the compositor moves by itself: an ordinary move paints nothing. At rest the
 * canvas draws the same, and the layers are gone.
 *
 * From the bottom up: what the stage covers, the limit, how far the other sides reach, safe zone, steps, frame, guide, handles.
 */
export function createDragLayers(root: HTMLElement) {
  const layers = [
    createCurtains,
    createLimitLayer,
    createReachLayers,
    createSafeZoneLayers,
    createStepFrames,
    createFrameMarks,
  ].map((create) => create(root));
  return {
    show(scene: Scene): void {
      if (root.hidden) root.hidden = false;
      const atLimit = String(scene.drag?.atLimit ?? false);
      // Written only where it changes: the browser looks at styles anew for what stays the same as well.
      if (root.dataset.atLimit !== atLimit) root.dataset.atLimit = atLimit;
      for (const layer of layers) layer.show(scene);
    },
    hide(): void {
      root.hidden = true;
    },
    dispose(): void {
      root.replaceChildren();
    },
  };
}

export type DragLayers = ReturnType<typeof createDragLayers>;
