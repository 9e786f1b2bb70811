import { type RefObject, useEffect } from 'react';
import { attachResultPointers } from './resultPointers.ts';
import type { ViewGetter } from './useStagePlace.ts';

/** One pointer moves the view, two zoom it. */
export function useResultPointers(surface: RefObject<HTMLElement | null>, view: ViewGetter): void {
  useEffect(() => {
    const stage = view();
    return surface.current && stage ? attachResultPointers(surface.current, stage) : undefined;
  }, [surface, view]);
}
