/** How far the pointer is from where it was pressed, in CSS pixels. */
interface Way {
  readonly x: number;
  readonly y: number;
}

/** What a press may still be, and what it was in the end. */
export interface PointerDragOptions {
  /** Gets the pointer once it drags, so that it may go anywhere. */
  readonly target: Element;
  /** So far, in CSS pixels, the press is a click: on the whole, or along one axis. */
  readonly slackPx: number;
  readonly axis?: 'x' | 'y';
  /** The press has become a drag; `onMove` follows for the same move. */
  readonly onStart?: (event: PointerEvent) => void;
  readonly onMove: (event: PointerEvent, by: Way) => void;
  /** The pointer was let go. `event` is null when the page ends the drag. */
  readonly onEnd: (event: PointerEvent | null, isDrag: boolean) => void;
  /** The system took the pointer, or the page takes the drag back. */
  readonly onCancel: (event: PointerEvent | null, isDrag: boolean) => void;
}

/** A press that goes on. */
export interface PointerDrag {
  /** Ends it where it is. */
  end(): void;
  /** Takes it back. */
  cancel(): void;
}

/**
 * Follows one pointer from its press to its end:
 *
 *   press ─► slack left ─► start ─► move … ─► end | cancel
 *
 * A release that the page never heard of, as behind a menu of the system, counts with the next move of the mouse. The
 * moves are this drag's alone: whoever else listens in the page, React at its root, is not asked in every one of them.
 */
export function followPointer(
  press: Pick<PointerEvent, 'pointerId' | 'clientX' | 'clientY'>,
  options: PointerDragOptions,
): PointerDrag {
  const { target, slackPx, axis, onStart, onMove, onEnd, onCancel } = options;
  const { pointerId, clientX, clientY } = press;
  const listeners = new AbortController();
  let isDrag = false;

  function finish(tell: typeof onEnd, event: PointerEvent | null): void {
    if (listeners.signal.aborted) return;
    listeners.abort();
    if (target.hasPointerCapture(pointerId)) target.releasePointerCapture(pointerId);
    tell(event, isDrag);
  }

  function move(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && event.buttons === 0) {
      finish(onEnd, event);
      return;
    }
    event.stopPropagation();
    const by = { x: event.clientX - clientX, y: event.clientY - clientY };
    if (!isDrag) {
      if ((axis ? Math.abs(by[axis]) : Math.hypot(by.x, by.y)) <= slackPx) return;
      isDrag = true;
      target.setPointerCapture(pointerId);
      onStart?.(event);
    }
    onMove(event, by);
  }

  const listen = (
    name: 'pointermove' | 'pointerup' | 'pointercancel',
    react: (event: PointerEvent) => void,
  ) =>
    window.addEventListener(name, (event) => event.pointerId === pointerId && react(event), {
      capture: true,
      signal: listeners.signal,
    });
  listen('pointermove', move);
  listen('pointerup', (event) => finish(onEnd, event));
  listen('pointercancel', (event) => finish(onCancel, event));

  return { end: () => finish(onEnd, null), cancel: () => finish(onCancel, null) };
}
