import { edgeOf } from '../../../domain/handle.ts';
import { SIDE_GEOMETRY } from '../../../domain/side.ts';
import { writeText } from '../../../ui/writeText.ts';
import type { Scene } from '../scene.ts';
import { guideLabel } from './guideLabel.ts';

/** Least distance from the stage's border, in screen pixels. */
const MARGIN = 16;

export interface GuideChip {
  show(scene: Pick<Scene, 'drag' | 'frame' | 'stage'>): void;
}

/** The words at the upper or left end of the guide's line. */
export function createGuideChip(element: HTMLElement): GuideChip {
  let written = '';
  function place(transform: string): void {
    if (transform === written) return;
    written = transform;
    element.style.transform = transform;
  }
  return {
    show({ drag, frame, stage }) {
      // The limit has a line of its own, and the read-out says it.
      const guide = drag?.guide?.kind === 'limit' ? null : drag?.guide;
      // Written only where it changes: the browser looks at styles anew for what stays the same as well.
      if (element.hidden !== !drag) element.hidden = !drag;
      if (!guide) {
        // Gone by its size: to lay it out and paint it costs a frame of the drag.
        place('scale(0)');
        return;
      }
      const [side] = drag?.guideSides ?? [];
      const words = guideLabel(guide);
      writeText(element, words);
      const isAcross = side !== undefined && SIDE_GEOMETRY[side].axis === 'y';
      const x = isAcross ? frame.x : side ? edgeOf(frame, side) : frame.x + frame.width / 2;
      const y = isAcross && side ? edgeOf(frame, side) : frame.y - MARGIN;
      const left = Math.max(MARGIN, Math.min(stage.width - MARGIN, x));
      const top = Math.max(MARGIN, Math.min(stage.height - MARGIN, y));
      place(`translate(${left}px, ${top}px) translate(-50%, -50%)`);
    },
  };
}
