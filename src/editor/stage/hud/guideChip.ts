import { edgeOf } from '../../../domain/handle.ts';
import { SIDE_GEOMETRY } from '../../../domain/side.ts';
import type { Scene } from '../scene.ts';
import { guideLabel } from './guideLabel.ts';

/** Least distance from the stage's border, in screen pixels. */
const MARGIN = 16;

export interface GuideChip {
  show(scene: Pick<Scene, 'drag' | 'frame' | 'stage'>): void;
}

/** The words at the upper or left end of the guide's line. */
export function createGuideChip(element: HTMLElement): GuideChip {
  return {
    show({ drag, frame, stage }) {
      // The limit has a line of its own, and the read-out says it.
      const guide = drag?.guide?.kind === 'limit' ? null : drag?.guide;
      element.hidden = !guide;
      if (!guide) return;
      const [side] = drag?.guideSides ?? [];
      const words = guideLabel(guide);
      if (element.textContent !== words) element.textContent = words;
      const isAcross = side !== undefined && SIDE_GEOMETRY[side].axis === 'y';
      const x = isAcross ? frame.x : side ? edgeOf(frame, side) : frame.x + frame.width / 2;
      const y = isAcross && side ? edgeOf(frame, side) : frame.y - MARGIN;
      const left = Math.max(MARGIN, Math.min(stage.width - MARGIN, x));
      const top = Math.max(MARGIN, Math.min(stage.height - MARGIN, y));
      element.style.transform = `translate(${left}px, ${top}px) translate(-50%, -50%)`;
    },
  };
}
