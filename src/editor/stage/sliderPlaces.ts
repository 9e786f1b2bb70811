import { handlePoints } from '../../domain/handle.ts';
import { SIDES, type Side } from '../../domain/side.ts';
import type { Rect } from '../../domain/viewport.ts';

export interface SliderPlaces {
  set(frame: Rect): void;
}

/** Puts the focusable handles over those that are drawn on a frame on the screen. */
export function createSliderPlaces(sliders: Record<Side, HTMLElement>): SliderPlaces {
  return {
    set(frame) {
      const points = handlePoints(frame);
      for (const side of SIDES) {
        const { x, y } = points[side];
        sliders[side].style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
      }
    },
  };
}
