import { edgeOf } from '../domain/handle.ts';
import { SIDE_GEOMETRY, type Side, type Size } from '../domain/side.ts';
import type { Guide } from '../domain/snapping.ts';
import type { Rect } from '../domain/viewport.ts';
import { guideWords } from './guideWords.ts';

interface GuidePlace {
  /** On the screen. */
  readonly frame: Rect;
  /** The edges that the guide lies on; none where it has no line. */
  readonly sides: readonly Side[];
  readonly stage: Size;
}

/** Least distance from the stage's border, in screen pixels. */
const MARGIN = 16;

export interface GuideChip {
  show(guide: Guide | null, place: GuidePlace): void;
}

/** The words at the upper or left end of the guide's line. */
export function createGuideChip(element: HTMLElement): GuideChip {
  return {
    show(guide, { frame, sides: [side], stage }) {
      element.hidden = guide === null;
      if (!guide) return;
      const words = guideWords(guide);
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
