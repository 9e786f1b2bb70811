import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { z } from 'zod';
import { anchorAt, anchoredTop, type GridAnchor, type GridLayout } from './gridLayout.ts';

const placeSchema = z.object({ key: z.string(), offset: z.number() });
const keptSchema = z.object({ list: z.string(), places: z.array(placeSchema) });
const STORAGE_KEY = 'outframe-gallery-place';

const NOTHING_HELD = () => null;

/**
 * Holds what is in sight where it is, whatever the list does around it: a tile that comes or goes, another width, a
 * page loaded anew. At its very beginning a list shows what arrives.
 *
 * @param list names the list: another one begins at its beginning
 */
export function useKeptPlace(
  scrollerRef: RefObject<HTMLElement | null>,
  { list, layout, isWhole }: { list: string; layout: GridLayout; isWhole: boolean },
): void {
  /** Looked for among thousands of rows only when something is to be held: scrolling alone changes nothing. */
  const anchor = useRef<() => GridAnchor | null>(NOTHING_HELD);
  /** Where a reload left, until that is there again or somebody scrolls. */
  const isAwaited = useRef(false);
  const shownList = useRef<string | null>(null);
  const latest = useRef(layout);

  useLayoutEffect(() => {
    const scroller = scrollerRef.current;
    latest.current = layout;
    if (!scroller) return;
    if (shownList.current !== list) {
      const kept = shownList.current === null ? readKept(list) : null;
      shownList.current = list;
      anchor.current = () => kept;
      isAwaited.current = kept !== null;
      if (kept === null) scroller.scrollTop = 0;
    }
    const held = anchor.current();
    anchor.current = () => held;
    const top = held && anchoredTop(layout, held);
    if (top !== null && Math.abs(scroller.scrollTop - top) >= 1) scroller.scrollTop = top;
    // A list that is still too short to scroll so far goes on waiting.
    const isThere = top !== null && Math.abs(scroller.scrollTop - top) < 1;
    if (isThere || (isWhole && layout.rows.length > 0)) isAwaited.current = false;
  }, [scrollerRef, list, layout, isWhole]);

  useEffect(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    const note = () => {
      // A list that is empty for a moment has scrolled to its beginning by itself.
      if (isAwaited.current || latest.current.rows.length === 0) return;
      const { scrollTop: top, clientHeight: height } = scroller;
      const rows = latest.current;
      const focused = focusedTile(scroller);
      anchor.current = top > 0 ? () => anchorAt(rows, { top, height }, focused) : NOTHING_HELD;
    };
    const letGo = () => {
      isAwaited.current = false;
    };
    const keep = () => writeKept(shownList.current, anchor.current());
    scroller.addEventListener('scroll', note, { passive: true });
    scroller.addEventListener('focusin', note);
    scroller.addEventListener('wheel', letGo, { passive: true });
    scroller.addEventListener('pointerdown', letGo, { passive: true });
    window.addEventListener('pagehide', keep);
    return () => {
      scroller.removeEventListener('scroll', note);
      scroller.removeEventListener('focusin', note);
      scroller.removeEventListener('wheel', letGo);
      scroller.removeEventListener('pointerdown', letGo);
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [scrollerRef]);
}

function focusedTile(scroller: HTMLElement): string | null {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && scroller.contains(focused) ? (focused.dataset.tile ?? null) : null;
}

function readKept(list: string): GridAnchor | null {
  try {
    const kept = keptSchema.safeParse(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null'));
    return kept.success && kept.data.list === list ? kept.data : null;
  } catch {
    return null;
  }
}

function writeKept(list: string | null, anchor: GridAnchor | null): void {
  try {
    if (list === null || anchor === null) sessionStorage.removeItem(STORAGE_KEY);
    else sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ list, ...anchor }));
  } catch {
    // A browser without storage begins at the beginning.
  }
}
