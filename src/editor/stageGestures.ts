import { sameExpansion } from '../domain/expansion.ts';
import { dragTo, type HandleDrag, sideAt, startDrag } from '../domain/handle.ts';
import { type Point, SIDE_GEOMETRY, type Size } from '../domain/side.ts';
import { rectToScreen, toSource } from '../domain/viewport.ts';
import { setExpansion, useEditorStore } from './editorStore.ts';
import { useGestureStore } from './gestureStore.ts';
import { frameRect, handlePoints } from './stageNodes.ts';
import type { StageView } from './stageView.ts';

/** How near to an edge grabs its handle, in screen pixels to each side of it: 24 px for a mouse, 44 px for a finger in all. */
const REACH = { mouse: 12, coarse: 22 };
/** Pushing so near to the stage's border zooms out, so that a drag never runs out of stage. */
const PUSH_MARGIN = 28;
const PUSH_SPEED = 0.0009;
const MIN_ZOOM = 0.01;

interface GestureParts {
  readonly container: HTMLElement;
  readonly view: StageView;
  readonly size: Size;
  /** Called in every frame of a drag with where the pointer is, and with null when it ends. */
  readonly onPointer: (screenPoint: Point | null) => void;
}

interface Gestures {
  /** Ends a drag where it is. */
  finish(): void;
  detach(): void;
}

/**
 * Turns pointer events on the stage into drags: idle → dragging → idle. A drag is computed from its start and the
 * pointer, once a frame; letting go makes it the editor's expansion, Esc and a cancelled pointer leave no trace.
 *
 * A stage that changes its size under a drag ends it, for the pointer is somewhere else on it now.
 */
export function attachGestures({ container, view, size, onPointer }: GestureParts): Gestures {
  let drag: { start: HandleDrag; pointerId: number; pointer: Point } | null = null;
  let frameRequest = 0;
  let lastFrameMs = 0;

  const screenPoint = (event: PointerEvent): Point => {
    const box = container.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const sideUnder = (event: PointerEvent) =>
    sideAt(screenPoint(event), view.shownFrame(), event.pointerType === 'mouse' ? REACH.mouse : REACH.coarse);

  function step(nowMs: number): void {
    frameRequest = 0;
    if (!drag) return;
    const elapsedMs = lastFrameMs ? Math.min(50, nowMs - lastFrameMs) : 16;
    lastFrameMs = nowMs;
    const { side } = drag.start;
    const before = dragTo(drag.start, toSource(view.viewport, drag.pointer));
    // Once a limit holds the handle, it is the handle that has to come back onto the stage.
    const held = handlePoints(rectToScreen(view.viewport, frameRect(size, before.expansion)))[side];
    const push = pushDepth(before.atLimit ? held : drag.pointer, side);
    const isPushing = push > 0 && view.viewport.zoom > MIN_ZOOM;
    if (isPushing) view.zoomOut(Math.exp(-PUSH_SPEED * elapsedMs * Math.min(3, push / PUSH_MARGIN)));
    const { expansion, atLimit } = dragTo(drag.start, toSource(view.viewport, drag.pointer));
    useGestureStore.setState({ gesture: { sides: [side], expansion, atLimit } });
    view.showDrag({ side, expansion, atLimit });
    onPointer(drag.pointer);
    if (isPushing) requestStep();
  }

  function requestStep(): void {
    if (!frameRequest) frameRequest = requestAnimationFrame(step);
  }

  /** How far a point is into the margin of the stage's border that the dragged side moves towards; past it counts on. */
  function pushDepth(point: Point, side: HandleDrag['side']): number {
    const { axis, outward } = SIDE_GEOMETRY[side];
    const border = outward > 0 ? (axis === 'x' ? view.stage.width : view.stage.height) : 0;
    return PUSH_MARGIN - (border - point[axis]) * outward;
  }

  function end(outcome: 'keep' | 'restore'): void {
    if (!drag) return;
    if (outcome === 'keep' && frameRequest) step(performance.now());
    cancelAnimationFrame(frameRequest);
    frameRequest = 0;
    lastFrameMs = 0;
    const { gesture } = useGestureStore.getState();
    if (container.hasPointerCapture(drag.pointerId)) container.releasePointerCapture(drag.pointerId);
    drag = null;
    container.style.cursor = '';
    useGestureStore.setState({ gesture: null });
    onPointer(null);
    const kept = outcome === 'keep' && gesture ? gesture.expansion : null;
    if (kept && !sameExpansion(kept, useEditorStore.getState().expansion)) setExpansion(kept);
    view.showDrag(null);
    view.glideToFit();
  }

  function onPointerDown(event: PointerEvent): void {
    if (drag || event.button !== 0 || !event.isPrimary) return;
    const side = sideUnder(event);
    if (!side) return;
    event.preventDefault();
    view.stopGlide();
    container.setPointerCapture(event.pointerId);
    const pointer = screenPoint(event);
    const start = startDrag(
      side,
      useEditorStore.getState().expansion,
      size,
      toSource(view.viewport, pointer),
    );
    drag = { start, pointerId: event.pointerId, pointer };
    container.querySelector<HTMLElement>(`[data-side="${side}"]`)?.focus({ preventScroll: true });
    requestStep();
  }

  function onPointerMove(event: PointerEvent): void {
    if (drag) {
      if (event.pointerId !== drag.pointerId) return;
      drag.pointer = screenPoint(event);
      requestStep();
      return;
    }
    if (event.pointerType !== 'mouse') return;
    const side = sideUnder(event);
    view.showHover(side);
    container.style.cursor = side ? (SIDE_GEOMETRY[side].axis === 'x' ? 'ew-resize' : 'ns-resize') : '';
  }

  const listeners = new AbortController();
  const { signal } = listeners;
  container.addEventListener('pointerdown', onPointerDown, { signal });
  container.addEventListener('pointermove', onPointerMove, { signal });
  container.addEventListener('pointerleave', () => !drag && view.showHover(null), { signal });
  container.addEventListener('pointerup', (event) => event.pointerId === drag?.pointerId && end('keep'), {
    signal,
  });
  container.addEventListener(
    'pointercancel',
    (event) => event.pointerId === drag?.pointerId && end('restore'),
    { signal },
  );
  window.addEventListener('blur', () => end('keep'), { signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !drag) return;
      event.preventDefault();
      event.stopPropagation();
      end('restore');
    },
    { signal, capture: true },
  );

  return {
    finish: () => end('keep'),
    detach: () => {
      end('restore');
      listeners.abort();
    },
  };
}
