import type { PointerEvent } from 'react';

interface Scrub {
  /** Called on every move with how far the pointer is from where it began, ten times as far with Shift. */
  readonly onScrub: (screenPx: number) => void;
  /** The pointer was let go. */
  readonly onEnd: () => void;
  /** Esc, or a finger that turned out to scroll: everything is to be as it was. */
  readonly onCancel: () => void;
}

/** So far a press is a click on the name. */
const SLACK_PX = 3;
const FAST = 10;

/**
 * Makes the name of a field a scale to pull: to the right for more, to the left for less. Each move is told from
 * the start.
 *
 * @param begin is called when the pointer has left the place of a mere click
 */
export function useScrub(begin: () => Scrub) {
  return {
    onPointerDown: (press: PointerEvent<HTMLElement>): void => {
      if (press.button !== 0 || !press.isPrimary) return;
      const { currentTarget: target, pointerId, clientX: startX } = press;
      const listeners = new AbortController();
      const { signal } = listeners;
      let scrub: Scrub | null = null;
      const end = () => {
        listeners.abort();
        scrub?.onEnd();
      };
      const cancel = () => {
        listeners.abort();
        scrub?.onCancel();
      };
      target.setPointerCapture(pointerId);
      const onMove = ({ clientX, shiftKey, pointerType, buttons }: globalThis.PointerEvent) => {
        // Let go where the page was not told of it.
        if (pointerType === 'mouse' && buttons === 0) {
          end();
          return;
        }
        const by = clientX - startX;
        if (!scrub && Math.abs(by) <= SLACK_PX) return;
        scrub ??= begin();
        scrub.onScrub(by * (shiftKey ? FAST : 1));
      };
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.key !== 'Escape' || !scrub) return;
        event.preventDefault();
        event.stopPropagation();
        cancel();
      };
      target.addEventListener('pointermove', onMove, { signal });
      target.addEventListener('pointerup', end, { signal });
      target.addEventListener('pointercancel', cancel, { signal });
      window.addEventListener('keydown', onKeyDown, { signal, capture: true });
    },
  };
}
