import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Size } from '../../domain/side.ts';

/** An element's size in screen pixels, known before it is painted; 1 × 1 where it has none. */
export function useElementSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  // Before anybody can press a key that zooms to what the size says.
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      setSize({ width: Math.max(1, element.clientWidth), height: Math.max(1, element.clientHeight) });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
