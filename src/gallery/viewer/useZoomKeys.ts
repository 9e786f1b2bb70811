import { useEffect, useRef } from 'react';
import { pressedKey } from '../../ui/pressedKey.ts';
import { typesText } from '../../ui/typesText.ts';

const ZOOM_STEP = 1.25;

interface ZoomedView {
  readonly zoomBy: (factor: number) => void;
  readonly fit: () => void;
  readonly toggleZoom: () => void;
}

/** `+` and `−` zoom, `0` fits, `Z` goes between fitted and one pixel to one pixel. */
export function useZoomKeys(view: ZoomedView): void {
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  });
  useEffect(() => {
    const commands: Record<string, () => void> = {
      '+': () => latest.current.zoomBy(ZOOM_STEP),
      '=': () => latest.current.zoomBy(ZOOM_STEP),
      '-': () => latest.current.zoomBy(1 / ZOOM_STEP),
      '0': () => latest.current.fit(),
      z: () => latest.current.toggleZoom(),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typesText(event.target)) return;
      commands[pressedKey(event)]?.();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
