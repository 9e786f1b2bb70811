import type { PointerEvent } from 'react';
import { followPointer } from '../../../ui/pointerDrag.ts';

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
      const keys = new AbortController();
      let scrub: Scrub | null = null;
      const drag = followPointer(press, {
        target: press.currentTarget,
        slackPx: SLACK_PX,
        axis: 'x',
        onStart: () => {
          scrub = begin();
        },
        onMove: ({ shiftKey }, { x }) => scrub?.onScrub(x * (shiftKey ? FAST : 1)),
        onEnd: () => {
          keys.abort();
          scrub?.onEnd();
        },
        onCancel: () => {
          keys.abort();
          scrub?.onCancel();
        },
      });
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.key !== 'Escape' || !scrub) return;
        event.preventDefault();
        event.stopPropagation();
        drag.cancel();
      };
      window.addEventListener('keydown', onKeyDown, { signal: keys.signal, capture: true });
    },
  };
}
