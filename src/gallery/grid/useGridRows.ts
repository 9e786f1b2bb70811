import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect } from 'react';
import type { GridLayout } from './gridLayout.ts';

interface RangeOfRows {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly overscan: number;
  readonly count: number;
}

/**
 * Which rows of a layout are drawn: those in sight, a few around them, and always the one that Tab reaches.
 *
 * @param tabStopRow its number in the layout
 */
export function useGridRows(
  scrollerRef: RefObject<HTMLElement | null>,
  layout: GridLayout,
  tabStopRow: number,
) {
  const virtualizer = useVirtualizer({
    count: layout.rows.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: (at) => heightWithGap(layout, at),
    getItemKey: (at) => layout.rows[at]?.key ?? at,
    overscan: 3,
    rangeExtractor: useCallback(
      ({ startIndex, endIndex, overscan, count }: RangeOfRows) => {
        const first = Math.max(0, startIndex - overscan);
        const last = Math.min(count - 1, endIndex + overscan);
        const range = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
        return tabStopRow < first || tabStopRow > last ? [...range, tabStopRow].sort((a, b) => a - b) : range;
      },
      [tabStopRow],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have other heights.
  useEffect(() => virtualizer.measure(), [virtualizer, layout]);
  return virtualizer;
}

function heightWithGap({ rows, height }: GridLayout, at: number): number {
  return (rows[at + 1]?.top ?? height) - (rows[at]?.top ?? 0);
}
