import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { Point } from '../../domain/side.ts';
import type { Rect } from '../../domain/viewport.ts';
import { type GridLayout, tilesIn } from './gridLayout.ts';
import type { Selection } from './selection.ts';
import type { GridSelection } from './useSelection.ts';

/** A press that moved no further is a click. */
const CLICK_REACH = 6;
/** So near to an edge the list goes on by itself. */
const EDGE_PX = 48;
const SCROLL_STEP_PX = 24;

interface Drawing {
  /** In the list, which scrolls under the pointer. */
  readonly from: Point;
  readonly before: Selection;
  isBand: boolean;
}

/** Selects with a rubber band, drawn by the mouse from anywhere in the list. A finger scrolls instead. */
export function useRubberBand(
  scrollerRef: RefObject<HTMLElement | null>,
  listRef: RefObject<HTMLElement | null>,
  { layout, selection }: { layout: GridLayout; selection: GridSelection },
) {
  const drawing = useRef<Drawing | null>(null);
  /** Releasing the button ends the band before the browser tells of a click. */
  const awaitsClick = useRef(false);
  const [band, setBand] = useState<Rect | null>(null);

  const pointIn = (event: PointerEvent): Point => {
    const box = listRef.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const end = () => {
    drawing.current = null;
    setBand(null);
  };
  return {
    band,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        awaitsClick.current = false;
        const isOnControl =
          event.target instanceof Element && event.target.closest('button, a, input, select');
        if (event.button !== 0 || event.pointerType !== 'mouse' || isOnControl) return;
        const keeps = event.shiftKey || event.ctrlKey || event.metaKey;
        const before = keeps ? selection.selection : { keys: new Set<string>(), from: null };
        drawing.current = { from: pointIn(event), before, isBand: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const start = drawing.current;
        const scroller = scrollerRef.current;
        if (!start || !scroller) return;
        // Released where nobody heard of it.
        if ((event.buttons & 1) === 0) return end();
        const at = pointIn(event);
        if (!start.isBand && Math.hypot(at.x - start.from.x, at.y - start.from.y) < CLICK_REACH) return;
        if (!start.isBand) scroller.setPointerCapture(event.pointerId);
        start.isBand = true;
        awaitsClick.current = true;
        scrollAtEdge(scroller, event.clientY);
        const rect = {
          ...{ x: Math.min(at.x, start.from.x), y: Math.min(at.y, start.from.y) },
          ...{ width: Math.abs(at.x - start.from.x), height: Math.abs(at.y - start.from.y) },
        };
        setBand(rect);
        selection.touch(start.before, tilesIn(layout, rect));
      },
      onPointerUp: end,
      onPointerCancel: end,
      /** The click that ends a band opens nothing, and what the band took stays selected. */
      onClickCapture: (event: { detail: number; stopPropagation(): void }) => {
        const isByPointer = event.detail > 0;
        if (awaitsClick.current && isByPointer) event.stopPropagation();
        awaitsClick.current = false;
      },
    },
  };
}

function scrollAtEdge(scroller: HTMLElement, y: number): void {
  const { top, bottom } = scroller.getBoundingClientRect();
  if (y < top + EDGE_PX) scroller.scrollTop -= SCROLL_STEP_PX;
  else if (y > bottom - EDGE_PX) scroller.scrollTop += SCROLL_STEP_PX;
}
