import { frameRect } from '../../../domain/frame.ts';
import { coveredRects } from '../../../domain/safeZone.ts';
import { rectToScreen } from '../../../domain/viewport.ts';
import type { Scene } from '../scene.ts';
import { type Box, createBox } from './box.ts';
import styles from './dragLayers.module.css';

/** What the chosen format's platform lays over the picture, while the frame moves. */
export function createSafeZoneLayers(root: HTMLElement) {
  const group = document.createElement('div');
  group.className = styles.group ?? '';
  root.append(group);
  const boxes: Box[] = [];
  return {
    show({ size, expansion, viewport, safeZoneOf }: Scene): void {
      const covered = coveredRects(safeZoneOf, frameRect(size, expansion));
      while (boxes.length < covered.length) boxes.push(createBox(styles.covered, group));
      for (const [index, box] of boxes.entries()) {
        const rect = covered[index];
        box.put(rect ? rectToScreen(viewport, rect) : null);
      }
    },
  };
}
