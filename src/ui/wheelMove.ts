import type { Point } from '../domain/side.ts';
import { useWheel, type Wheel } from './wheelSetting.ts';

/** What a turn of the wheel means for a picture: it goes along, or it grows at the pointer. */
export type WheelMove =
  | { readonly kind: 'pan'; readonly by: Point }
  | { readonly kind: 'zoom'; readonly factor: number };

export type WheelTurn = Pick<
  WheelEvent,
  'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'shiftKey' | 'timeStamp'
>;

/** Zoom for each pixel that the wheel turns; pinching on a touchpad comes as a wheel with Ctrl, in smaller steps. */
const WHEEL_SPEED = 0.0016;
const PINCH_SPEED = 0.01;
/** A mouse's wheel turns in notches of about 100, a pinch comes in small steps: neither may leap. */
const WHEEL_MOST = 240;
const PINCH_MOST = 25;

/** Pixels of what a turn is told in, by `deltaMode`: pixels, lines, pages. A page is as much as zooms at once. */
const UNITS_PX = [1, 16, WHEEL_MOST];

/** What comes so soon after a move of two fingers is one of them too: it runs out in small steps. */
const SAME_GESTURE_MS = 250;
/** A notch of a mouse's wheel turns further than this; the fingers on a touchpad begin slowly. */
const NOTCH_PX = 50;

/**
 * Reads turns of the wheel over one picture. A mouse's wheel zooms; two fingers on a touchpad pan both ways, and pinch
 * to zoom; or both do what is set. Shift pans in any case, Ctrl zooms.
 *
 * @param wheel what is set, asked at each turn
 */
export function createWheelReader(wheel: () => Wheel = () => 'auto'): (turn: WheelTurn) => WheelMove {
  let lastTouchpadMs = Number.NEGATIVE_INFINITY;

  /** Nothing tells a touchpad for sure: it moves along both axes, or by less than a wheel's notch. */
  function isTouchpad({ deltaMode, deltaX, deltaY, timeStamp }: WheelTurn): boolean {
    if (deltaMode !== 0) return false;
    const isFine = (deltaX !== 0 && deltaY !== 0) || Math.abs(deltaX || deltaY) < NOTCH_PX;
    if (!isFine && timeStamp - lastTouchpadMs > SAME_GESTURE_MS) return false;
    lastTouchpadMs = timeStamp;
    return true;
  }

  return (turn) => {
    const unit = UNITS_PX[turn.deltaMode] ?? 1;
    const [x, y] = [turn.deltaX * unit, turn.deltaY * unit];
    if (turn.ctrlKey) return zoom(y, PINCH_SPEED, PINCH_MOST);
    if (turn.shiftKey) return pan(x || y, x ? y : 0);
    const set = wheel();
    if (set === 'pan') return pan(x, y);
    if ((set === 'auto' && isTouchpad(turn)) || Math.abs(x) > Math.abs(y)) return pan(x, y);
    return zoom(y, WHEEL_SPEED, WHEEL_MOST);
  };
}

function pan(x: number, y: number): WheelMove {
  return { kind: 'pan', by: { x: 0 - x, y: 0 - y } };
}

function zoom(turn: number, speed: number, most: number): WheelMove {
  return { kind: 'zoom', factor: Math.exp(-Math.max(-most, Math.min(most, turn)) * speed) };
}

/**
 * Hands on what turns of the wheel over an element mean, and keeps the page from scrolling and zooming by them, until
 * the returned function is called. React's own wheel listeners are passive and could not.
 */
export function followWheel(
  element: HTMLElement,
  onMove: (move: WheelMove, event: WheelEvent) => void,
): () => void {
  const read = createWheelReader(() => useWheel.getState().wheel);
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    onMove(read(event), event);
  };
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => element.removeEventListener('wheel', onWheel);
}
