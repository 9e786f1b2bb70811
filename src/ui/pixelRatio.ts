import { useSyncExternalStore } from 'react';

/** Calls back whenever the browser's zoom or another monitor changes `devicePixelRatio`; returns what ends that. */
export function followPixelRatio(changed: () => void): () => void {
  const end = new AbortController();
  let known = devicePixelRatio;
  const look = () => {
    if (devicePixelRatio === known) return;
    known = devicePixelRatio;
    watch();
    changed();
  };
  // A media query tells only that the ratio is no longer this one.
  const watch = () => {
    const query = matchMedia(`(resolution: ${known}dppx)`);
    query.addEventListener('change', look, { once: true, signal: end.signal });
  };
  watch();
  // Zooming gives the page another size as well, and that some browsers tell first.
  window.addEventListener('resize', look, { signal: end.signal });
  return () => end.abort();
}

/** Pixels of the screen for each pixel of the page. */
export function usePixelRatio(): number {
  return useSyncExternalStore(followPixelRatio, () => devicePixelRatio);
}
