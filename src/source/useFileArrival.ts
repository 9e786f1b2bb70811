import { useEffect, useState } from 'react';
import { type Arrival, type Hovering, watchDrops, watchPastes } from './fileArrival.ts';

/** Hands on what is dropped on the window or pasted; tells what hovers over it. */
export function useFileArrival(onFiles: Arrival['onFiles'], onUrls: Arrival['onUrls']): Hovering | null {
  const [hovering, setHovering] = useState<Hovering | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    // Drawn when it is another.
    const onHover = (now: Hovering | null) =>
      setHovering((before) => (before && now && isSame(before, now) ? before : now));
    watchDrops(stop.signal, { onFiles, onUrls, onHover });
    watchPastes(stop.signal, { onFiles, onUrls });
    return () => stop.abort();
  }, [onFiles, onUrls]);

  return hovering;
}

function isSame(a: Hovering, b: Hovering): boolean {
  return a.files === b.files && a.isBeside === b.isBeside;
}
