import type { StageView } from './stageView.ts';

/** Zoom for each pixel that the wheel turns; pinching on a touchpad comes as a wheel with Ctrl, in smaller steps. */
const WHEEL_SPEED = 0.0016;
const PINCH_SPEED = 0.01;
const LINE_PX = 16;

/** The wheel zooms at the pointer; turned sideways, or with Shift, it pans. Frozen during a drag. */
export function attachWheel(container: HTMLElement, view: StageView, isFrozen: () => boolean): () => void {
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (isFrozen()) return;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [x, y] = [event.deltaX * unit, event.deltaY * unit];
    if (!event.ctrlKey && (event.shiftKey || Math.abs(x) > Math.abs(y))) {
      view.panBy({ x: -(x || y), y: x ? -y : 0 });
      return;
    }
    const box = container.getBoundingClientRect();
    const speed = event.ctrlKey ? PINCH_SPEED : WHEEL_SPEED;
    // A mouse's wheel turns in notches of about 100, a pinch comes in small steps: neither may leap.
    const most = event.ctrlKey ? 25 : 240;
    const turn = Math.max(-most, Math.min(most, y));
    view.zoomBy(Math.exp(-turn * speed), { x: event.clientX - box.left, y: event.clientY - box.top });
  };
  container.addEventListener('wheel', onWheel, { passive: false });
  return () => container.removeEventListener('wheel', onWheel);
}
