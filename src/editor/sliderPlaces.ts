import { SIDES, type Side } from '../domain/side.ts';
import type { Rect } from '../domain/viewport.ts';
import { PANEL_MS, paced } from './paced.ts';
import { handlePoints } from './picture.ts';

/** Puts the focusable handles over those that are drawn on a frame on the screen. */
export function createSliderPlaces(sliders: Record<Side, HTMLElement>, frame: () => Rect) {
  function set(): void {
    const points = handlePoints(frame());
    for (const side of SIDES) {
      const { x, y } = points[side];
      sliders[side].style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    }
  }
  const inDrag = paced(PANEL_MS, set);

  return {
    /** At once. */
    set,
    /** During a drag nobody sees or reaches them, and each costs the frame some time: they come after. */
    follow: inDrag.ask,
    stop: inDrag.stop,
  };
}
