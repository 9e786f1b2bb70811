import type { Handle } from '../../../domain/handle.ts';
import type { Point, Size } from '../../../domain/side.ts';
import { followPointer, type PointerDrag } from '../../../ui/pointerDrag.ts';
import type { StageView } from '../stageView.ts';
import { doubleClick } from './doubleClick.ts';
import type { StageDrag } from './drag.ts';
import { followFingers } from './fingers.ts';
import { pressFrame } from './frameHandler.ts';
import { isControl } from './hitTest.ts';
import { createHover } from './hover.ts';
import { modifierKeys } from './modifierKeys.ts';
import { pressView } from './panHandler.ts';
import { createPinchHandler } from './pinchHandler.ts';
import type { PointerHandler } from './pointerHandler.ts';
import { createStagePoint } from './stagePoint.ts';

interface PointerOptions {
  readonly container: HTMLElement;
  readonly view: StageView;
  readonly drag: StageDrag;
  readonly size: Size;
  /** The space bar is down: the pointer pans. */
  readonly isSpaceHeld: () => boolean;
}

/**
 * Hands the pointers on the stage to what they are about:
 *
 *   idle ─► frame ─► idle        one pointer on a handle, or inside a frame that can move
 *   idle ─► pan ─► idle          beside the frame, with the middle button, or with Space
 *   any  ─► pinch ─► idle        a second finger takes a drag back
 */
export function attachPointers(options: PointerOptions) {
  const { container, view } = options;
  let current: PointerDrag | null = null;
  /** A double-click does not tell what it was made with. */
  let lastPointerType = 'mouse';
  const hover = createHover(options);
  const pinch = createPinchHandler({ view, onBegin: () => current?.cancel() });
  const isIdle = () => current === null && !pinch.isOn;
  const pointOf = createStagePoint(container, () => !isIdle());

  function onPointerDown(event: PointerEvent): void {
    if (isControl(event.target)) return;
    lastPointerType = event.pointerType;
    if (event.pointerType === 'touch') pinch.press(event.pointerId, pointOf(event));
    if (!isIdle() || (event.button !== 0 && event.button !== 1)) return;
    event.preventDefault();
    const handler = handlerFor(event, { ...options, hover, point: pointOf(event) });
    current = followHandler(event, { handler, container, pointOf, onEnd: settle });
  }

  /** Idle again; `event` is how the pointer left, if it did. */
  function settle(event: PointerEvent | null): void {
    current = null;
    container.style.cursor = '';
    if (event?.pointerType === 'mouse') hover.show(pointOf(event), event);
    else if (event) hover.clear();
  }

  const onHover = (event: PointerEvent) =>
    isIdle() && event.pointerType === 'mouse' && hover.show(pointOf(event), event);
  const onDoubleClick = (event: MouseEvent) =>
    isControl(event.target) || doubleClick(view, pointOf(event), lastPointerType);

  const detachFingers = followFingers(pinch, pointOf);
  const listeners = new AbortController();
  const { signal } = listeners;
  container.addEventListener('pointerdown', onPointerDown, { signal });
  container.addEventListener('pointermove', onHover, { signal });
  container.addEventListener('pointerleave', () => isIdle() && hover.clear(), { signal });
  container.addEventListener('dblclick', onDoubleClick, { signal });
  container.addEventListener('contextmenu', (event) => isIdle() || event.preventDefault(), { signal });

  function finish(outcome: 'keep' | 'restore'): void {
    if (outcome === 'keep') current?.end();
    else current?.cancel();
    pinch.stop();
  }

  return {
    /** Ends what the pointers are about, where it is or as if it had not been. */
    finish,
    detach: (): void => {
      finish('restore');
      detachFingers();
      listeners.abort();
    },
  };
}

interface Pressed extends PointerOptions {
  readonly hover: ReturnType<typeof createHover>;
  readonly point: Point;
}

/** What a press is about: the handle under it, or else the view. */
function handlerFor({ button, pointerType }: PointerEvent, pressed: Pressed): PointerHandler {
  const { container, view, hover, point, isSpaceHeld } = pressed;
  const isPan = button === 1 || isSpaceHeld();
  const handleUnder = () => (isPan ? null : hover.handleUnder(point, pointerType));
  // Focus first: it may set what was being typed in a field, and that moves the frame.
  focusHandle(container, handleUnder());
  view.stopAnimation();
  const handle = handleUnder();
  if (handle) return pressFrame(pressed, handle, point);
  hover.showPan();
  return pressView(view, point);
}

interface Following {
  readonly handler: PointerHandler;
  readonly container: HTMLElement;
  readonly pointOf: ReturnType<typeof createStagePoint>;
  readonly onEnd: (event: PointerEvent | null) => void;
}

/** Lets a handler follow the pointer that pressed. A click is no drag: the handler hears nothing of it. */
function followHandler(press: PointerEvent, { handler, container, pointOf, onEnd }: Following): PointerDrag {
  const end = (outcome: 'keep' | 'restore') => (event: PointerEvent | null, isDrag: boolean) => {
    if (isDrag) handler.end(outcome);
    onEnd(event);
  };
  return followPointer(press, {
    target: container,
    slackPx: handler.slackPx,
    onStart: (event) => handler.begin(pointOf(event), modifierKeys(event)),
    onMove: (event) => handler.move(pointOf(event), modifierKeys(event)),
    onEnd: end('keep'),
    onCancel: end('restore'),
  });
}

/** To the slider of the handle, so that the keys go on with it; without one, away from any field. */
function focusHandle(container: HTMLElement, handle: Handle | null): void {
  const [side] = handle ?? [];
  if (side) container.querySelector<HTMLElement>(`[data-side="${side}"]`)?.focus({ preventScroll: true });
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
