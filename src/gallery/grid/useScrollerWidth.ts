import { type RefObject, useLayoutEffect, useState } from 'react';

/** Width of an element in whole screen pixels, 0 until it is known. What is hidden for a while keeps the width that it had. */
export function useScrollerWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setWidth((before) => element.clientWidth || before);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
