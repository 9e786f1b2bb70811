import { useEffect, useRef, useState } from 'react';
import { saveAs } from '../../api/saveAs.ts';
import type { ZipEntry } from './zipFiles.ts';
import { zipFiles } from './zipFiles.ts';

/** How far a zip has come; what it could not get, once it is saved; that it came to nothing. */
export type ZipState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'zipping'; readonly done: number; readonly all: number }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[]; readonly all: number }
  /** The browser could not hold it. */
  | { readonly kind: 'failed' };

/** Fetches files into a zip and saves it. Closing what asked for it gives it up. */
export function useZip(onSaved: () => void) {
  const [state, setState] = useState<ZipState>({ kind: 'idle' });
  const giveUp = useRef<AbortController | null>(null);
  useEffect(() => () => giveUp.current?.abort(), []);
  const zip = async (name: string, entries: readonly ZipEntry[]) => {
    const controller = new AbortController();
    giveUp.current = controller;
    const all = entries.length;
    setState({ kind: 'zipping', done: 0, all });
    try {
      const { zip: bytes, missing } = await zipFiles(entries, {
        signal: controller.signal,
        onProgress: (done) => setState({ kind: 'zipping', done, all }),
      });
      if (missing.length < all) saveBlob(bytes, name);
      if (missing.length === 0) return onSaved();
      setState({ kind: 'incomplete', missing, all });
    } catch {
      setState({ kind: controller.signal.aborted ? 'idle' : 'failed' });
    }
  };
  return { state, zip, cancel: () => giveUp.current?.abort() };
}

/** So long a browser may take to begin saving. */
const KEPT_MS = 60_000;

function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  saveAs(url, name);
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
