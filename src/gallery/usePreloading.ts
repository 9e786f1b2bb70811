import { useEffect } from 'react';

/** When the first look and the canvas are there. */
const LATER_MS = 1500;

/** In the order in which they are likely to be asked for. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('./viewer/Viewer.tsx'),
  () => import('./deliver/DeliverDialog.tsx'),
  () => import('./grid/GalleryGrid.tsx'),
  () => import('../ui/shortcuts/ShortcutSheet.tsx'),
  () => import('./ledger/LedgerScreen.tsx'),
];

/**
 * Fetches one by one what is not needed at first sight, while there is nothing else to do: the first click does not wait
 * for it, and works without the server.
 */
export function usePreloading(): void {
  useEffect(() => {
    let isLeft = false;
    const timer = setTimeout(async () => {
      for (const load of PARTS) {
        // What does not come now is fetched when it is asked for.
        if (!isLeft) await load().catch(() => undefined);
      }
    }, LATER_MS);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, []);
}
