import { useSyncExternalStore } from 'react';
import { subscribeAddress, tellAddress } from './address.ts';
import { lookAt, readGalleryView } from './galleryAddress.ts';

/** The open result stands in the address, so that a reload keeps it open and Back closes it. */
const HASH = /^#result=([\w-]+)$/;
/** Marks the history entry that opening made, so that closing can take it back. */
const OPENED_HERE = 'outframe-result';

function read(): string | null {
  return HASH.exec(window.location.hash)?.[1] ?? null;
}

/** Id of the result that is open in the viewer. */
export function useOpenResultId(): string | null {
  return useSyncExternalStore(subscribeAddress, read);
}

export function openResult(resultId: string): void {
  if (read() === null) window.history.pushState(OPENED_HERE, '', `#result=${resultId}`);
  else window.history.replaceState(window.history.state, '', `#result=${resultId}`);
  tellAddress();
}

/** Opens a result that somebody was told of, whatever they look at: over the costs nothing opens, so these are left. */
export function showResult(resultId: string): void {
  if (readGalleryView(window.location.search).screen === 'costs') lookAt({ screen: null });
  openResult(resultId);
}

export function closeResult(): void {
  if (read() === null) return;
  if (window.history.state === OPENED_HERE) {
    window.history.back();
    return;
  }
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  tellAddress();
}
