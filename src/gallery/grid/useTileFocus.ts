import { type FocusEvent, useLayoutEffect, useRef, useState } from 'react';
import type { GridLayout } from './gridLayout.ts';

/**
 * Roving focus over the tiles: Tab reaches the one that had it last. Rows are filled anew when a tile comes or goes,
 * so that a tile may get another element: the focus goes along with the tile, not with the element.
 *
 * @param firstKey of the first tile, which has it to begin with; null where there is none
 */
export function useTileFocus(layout: GridLayout, firstKey: string | null) {
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const isInside = useRef(false);
  const isThere = focusedKey !== null && layout.rowOf.has(focusedKey);

  // biome-ignore lint/correctness/useExhaustiveDependencies: in another layout tiles have other elements.
  useLayoutEffect(() => {
    if (!isInside.current || focusedKey === null || document.activeElement !== document.body) return;
    tileElement(focusedKey)?.focus({ preventScroll: true });
    // Who deleted it is led elsewhere.
    isInside.current = document.activeElement !== document.body;
  }, [layout, focusedKey]);

  return {
    tabStop: isThere ? focusedKey : firstKey,
    setFocusedKey,
    handlers: {
      onFocus: ({ target }: FocusEvent<HTMLElement>) => {
        isInside.current = target.dataset.tile !== undefined;
        if (target.dataset.tile !== undefined) setFocusedKey(target.dataset.tile);
      },
      onBlur: () => {
        isInside.current = false;
      },
    },
  };
}

/** The element of a tile, where it is drawn. */
export function tileElement(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-tile="${key}"]`);
}
