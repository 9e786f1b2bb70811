import type { PointerEvent } from 'react';

interface Scrub {
  /** Called on every move with how far the pointer is from where it began, ten times as far with Shift. */
  readonly onScrub: (screenPx: number) => void;
  /** The pointer was let go, or Esc took everything back. */
  readonly onEnd: () => void;
}

/** So far a press is a click on the name. */
const SLACK_PX = 3;
const FAST = 10;

/**
 * Makes the name of a field a scale to pull: to the right for more, to the left for less. Each move is told from
 * the start, so that Esc is a move back to it.
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
      target.setPointerCapture(pointerId);
      const onMove = ({ clientX, shiftKey }: globalThis.PointerEvent) => {
        const by = clientX - startX;
        if (!scrub && Math.abs(by) <= SLACK_PX) return;
        scrub ??= begin();
        scrub.onScrub(by * (shiftKey ? FAST : 1));
      };
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.key !== 'Escape' || !scrub) return;
        event.preventDefault();
        event.stopPropagation();
        scrub.onScrub(0);
        end();
      };
      target.addEventListener('pointermove', onMove, { signal });
      target.addEventListener('pointerup', end, { signal });
      target.addEventListener('pointercancel', end, { signal });
      window.addEventListener('keydown', onKeyDown, { signal, capture: true });
    },
  };
}
