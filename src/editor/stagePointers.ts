import type { Gesture } from '../domain/gesture.ts';
import { type Handle, handleAt } from '../domain/handle.ts';
import type { Point, Size } from '../domain/side.ts';
import { pinch, toSource, type Viewport } from '../domain/viewport.ts';
import { setExpansion, useEditorStore } from './editorStore.ts';
import { cursorOf, isControl, reachOf } from './grip.ts';
import { heldKeys } from './heldKeys.ts';
import type { StageDrag } from './stageDrag.ts';
import type { StageView } from './stageView.ts';

/** A press becomes a drag once the pointer has gone so far, in screen pixels. */
const START_DISTANCE = 3;

interface PointerParts {
  readonly container: HTMLElement;
  readonly view: StageView;
  readonly drag: StageDrag;
  readonly size: Size;
  /** The space bar is down: the pointer pans. */
  readonly isSpaceHeld: () => boolean;
}

/** What the pointers on the stage are about. */
type Mode =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'pressed' | 'dragging';
      readonly pointerId: number;
      readonly gesture: Gesture;
      readonly from: Point;
    }
  | { readonly kind: 'panning'; readonly pointerId: number; readonly last: Point }
  | { readonly kind: 'pinching'; readonly viewport: Viewport; readonly from: ReadonlyMap<number, Point> };

const IDLE: Mode = { kind: 'idle' };

/**
 * Turns pointer events on the stage into drags, pans and pinches:
 *
 *   idle ─► pressed ─► dragging ─► idle        one pointer on a handle, or inside a frame that can move
 *   idle ─► panning ─► idle                    beside the frame, with the middle button, or with Space
 *   any  ─► pinching ─► idle                   a second finger takes a drag back
 */
export function attachPointers({ container, view, drag, size, isSpaceHeld }: PointerParts) {
  let mode: Mode = IDLE;
  const fingers = new Map<number, Point>();
  /** A double-click does not tell what it was made with. */
  let lastPointerType = 'mouse';

  /** Asked for between gestures alone: in a move it would make the browser lay out the page. */
  let box: DOMRect | null = null;
  const screenPoint = (event: MouseEvent): Point => {
    if (!box || mode.kind === 'idle') box = container.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  function handleUnder(event: PointerEvent): Handle | null {
    const handle = handleAt(screenPoint(event), view.shownFrame(), reachOf(event.pointerType));
    return handle?.length === 0 && !canMove() ? null : handle;
  }

  /** A frame can be moved over the source once it is larger. */
  function canMove(): boolean {
    const { up, right, bottom, left } = useEditorStore.getState().expansion;
    return up + right + bottom + left > 0;
  }

  function onPointerDown(event: PointerEvent): void {
    if (isControl(event.target)) return;
    const point = screenPoint(event);
    if (event.pointerType === 'touch') fingers.set(event.pointerId, point);
    if (fingers.size === 2) {
      startPinch();
      return;
    }
    if (mode.kind !== 'idle' || fingers.size > 2 || (event.button !== 0 && event.button !== 1)) return;
    event.preventDefault();
    const { pointerId } = event;
    const isPan = event.button === 1 || isSpaceHeld();
    // Focus first: it may set what was being typed in a field, and that moves the frame.
    focusHandle(isPan ? null : handleUnder(event));
    view.stopGlide();
    container.setPointerCapture(pointerId);
    const handle = isPan ? null : handleUnder(event);
    if (!handle) {
      mode = { kind: 'panning', pointerId, last: point };
      showCursor(event);
      return;
    }
    const start = useEditorStore.getState().expansion;
    const gesture = { handle, size, start, grabbedAt: toSource(view.viewport, point) };
    mode = { kind: 'pressed', pointerId, gesture, from: point };
    view.showHover(handle);
  }

  /** To the slider of the handle, so that the keys go on with it; without one, away from any field. */
  function focusHandle(handle: Handle | null): void {
    const [side] = handle ?? [];
    if (side) container.querySelector<HTMLElement>(`[data-side="${side}"]`)?.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  function startPinch(): void {
    drag.end('restore');
    view.stopGlide();
    mode = { kind: 'pinching', viewport: view.viewport, from: new Map(fingers) };
  }

  function onPointerMove(event: PointerEvent): void {
    const point = screenPoint(event);
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, point);
    // A menu of the system's can swallow the release.
    if (event.pointerType === 'mouse' && event.buttons === 0 && mode.kind !== 'idle') finish('keep');
    switch (mode.kind) {
      case 'idle':
        if (event.pointerType === 'mouse') showCursor(event);
        return;
      case 'pinching':
        followPinch(mode);
        return;
      case 'panning':
        if (event.pointerId !== mode.pointerId) return;
        view.panBy({ x: point.x - mode.last.x, y: point.y - mode.last.y });
        mode = { ...mode, last: point };
        return;
      case 'pressed':
        if (event.pointerId !== mode.pointerId) return;
        if (Math.hypot(point.x - mode.from.x, point.y - mode.from.y) < START_DISTANCE) return;
        mode = { ...mode, kind: 'dragging' };
        drag.begin(mode.gesture, point, heldKeys(event));
        return;
      case 'dragging':
        if (event.pointerId !== mode.pointerId) return;
        drag.hold(heldKeys(event));
        drag.move(point);
    }
  }

  function followPinch({ viewport, from }: Mode & { kind: 'pinching' }): void {
    const [a, b] = [...from.keys()];
    if (a === undefined || b === undefined) return;
    const [fromA, fromB, toA, toB] = [from.get(a), from.get(b), fingers.get(a), fingers.get(b)];
    if (fromA && fromB && toA && toB) view.take(pinch(viewport, [fromA, fromB], [toA, toB]));
  }

  function onPointerUp(event: PointerEvent, outcome: 'keep' | 'restore'): void {
    lastPointerType = event.pointerType;
    fingers.delete(event.pointerId);
    if (mode.kind === 'idle') return;
    if (mode.kind === 'pinching') {
      // Another two go on from where they are.
      if (fingers.size >= 2) startPinch();
      else mode = IDLE;
      return;
    }
    if (mode.pointerId !== event.pointerId) return;
    finish(outcome);
    if (event.pointerType === 'mouse') showCursor(event);
    else view.showHover(null);
  }

  function finish(outcome: 'keep' | 'restore'): void {
    if (mode.kind === 'dragging') drag.end(outcome);
    if ('pointerId' in mode && container.hasPointerCapture(mode.pointerId)) {
      container.releasePointerCapture(mode.pointerId);
    }
    mode = IDLE;
    container.style.cursor = '';
  }

  function showCursor(event: PointerEvent): void {
    const isPanning = mode.kind === 'panning';
    const handle = isPanning || isSpaceHeld() || isControl(event.target) ? null : handleUnder(event);
    view.showHover(handle);
    container.style.cursor = isPanning ? 'grabbing' : isSpaceHeld() ? 'grab' : handle ? cursorOf(handle) : '';
  }

  /** Back to the source on a handle; the whole frame in view anywhere else. */
  function onDoubleClick(event: MouseEvent): void {
    if (isControl(event.target)) return;
    const handle = handleAt(screenPoint(event), view.shownFrame(), reachOf(lastPointerType));
    if (!handle || handle.length === 0) {
      view.fit();
      return;
    }
    const { expansion } = useEditorStore.getState();
    setExpansion({ ...expansion, ...Object.fromEntries(handle.map((side) => [side, 0])) });
  }

  /** A gesture is the stage's alone: whoever else listens in the page, React at its root, would be asked in every move. */
  function onAnyPointerMove(event: PointerEvent): void {
    if (mode.kind === 'idle') return;
    event.stopPropagation();
    onPointerMove(event);
  }

  const listeners = new AbortController();
  const { signal } = listeners;
  container.addEventListener('pointerdown', onPointerDown, { signal });
  container.addEventListener('pointermove', onPointerMove, { signal });
  window.addEventListener('pointermove', onAnyPointerMove, { capture: true, signal });
  container.addEventListener('pointerleave', () => mode.kind === 'idle' && view.showHover(null), { signal });
  container.addEventListener('pointerup', (event) => onPointerUp(event, 'keep'), { signal });
  container.addEventListener('pointercancel', (event) => onPointerUp(event, 'restore'), { signal });
  container.addEventListener('dblclick', onDoubleClick, { signal });
  container.addEventListener('contextmenu', (event) => mode.kind !== 'idle' && event.preventDefault(), {
    signal,
  });

  return {
    finish,
    detach: () => {
      finish('restore');
      listeners.abort();
    },
  };
}
