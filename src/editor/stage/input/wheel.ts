import type { StageView } from '../stageView.ts';

/** Zoom for each pixel that the wheel turns; pinching on a touchpad comes as a wheel with Ctrl, in smaller steps. */
const WHEEL_SPEED = 0.0016;
const PINCH_SPEED = 0.01;
const LINE_PX = 16;

/** What comes so soon after a move of two fingers is one of them too: it runs out in small steps. */
const SAME_GESTURE_MS = 250;
/** A notch of a mouse's wheel turns further than this; the fingers on a touchpad begin slowly. */
const NOTCH_PX = 50;

/**
 * A mouse's wheel zooms at the pointer; two fingers on a touchpad pan both ways, and pinch to zoom. Shift pans in any
 * case, Ctrl zooms. Frozen during a drag.
 */
export function attachWheel(container: HTMLElement, view: StageView, isFrozen: () => boolean): () => void {
  let lastTouchpadMs = Number.NEGATIVE_INFINITY;

  /** Nothing tells a touchpad for sure: it moves along both axes, or by less than a wheel's notch. */
  function isTouchpad({ deltaMode, deltaX, deltaY, timeStamp }: WheelEvent): boolean {
    if (deltaMode !== WheelEvent.DOM_DELTA_PIXEL) return false;
    const isFine = (deltaX !== 0 && deltaY !== 0) || Math.abs(deltaX || deltaY) < NOTCH_PX;
    if (!isFine && timeStamp - lastTouchpadMs > SAME_GESTURE_MS) return false;
    lastTouchpadMs = timeStamp;
    return true;
  }

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (isFrozen()) return;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [x, y] = [event.deltaX * unit, event.deltaY * unit];
    if (!event.ctrlKey && !event.shiftKey && isTouchpad(event)) {
      view.panBy({ x: -x, y: -y });
      return;
    }
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
