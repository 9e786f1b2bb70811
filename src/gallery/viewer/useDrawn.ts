import { useEffect } from 'react';

/** Tells of a picture that is there as sharp as it is looked at. The view counts too: after it changed, less may do. */
export function useDrawn(isDrawn: boolean, onDrawn: (() => void) | undefined): void {
  useEffect(() => {
    if (isDrawn) onDrawn?.();
  }, [isDrawn, onDrawn]);
}
