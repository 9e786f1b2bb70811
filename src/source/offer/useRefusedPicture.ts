import { useEffect, useState } from 'react';
import type { RefusedImage } from '../../api/offers.ts';
import { MAX_OFFERED_BYTES } from '../../domain/limits.ts';
import type { OfferKind } from '../../domain/offer.ts';
import { ProblemError } from '../../domain/problem.ts';
import { fileNameIn } from '../webAddress.ts';
import { readByBrowser } from './browserPicture.ts';
import { orByBrowser } from './orByBrowser.ts';
import type { RefusedPicture } from './refusedPicture.ts';
import { readByRelay } from './relayPicture.ts';

export type RefusedState =
  | { readonly is: 'reading' }
  | { readonly is: 'read'; readonly picture: RefusedPicture }
  | { readonly is: 'unreadable'; readonly problem: ProblemError };

export function nameOf(image: RefusedImage): string {
  return image instanceof Blob ? image.name || 'Pasted image' : fileNameIn(image.url);
}

/** A refused image once it is read: by the relay, else by the browser, which keeps less of it. */
export function useRefusedPicture(image: RefusedImage, kind: OfferKind): RefusedState {
  const [state, setState] = useState<RefusedState>({ is: 'reading' });
  useEffect(() => {
    const stop = new AbortController();
    const settle = (next: RefusedState) => stop.signal.aborted || setState(next);
    readRefused(image, kind, stop.signal).then(
      (picture) => settle({ is: 'read', picture }),
      (cause: unknown) =>
        settle({
          is: 'unreadable',
          problem: cause instanceof ProblemError ? cause : new ProblemError('internal', { cause }),
        }),
    );
    return () => stop.abort();
  }, [image, kind]);
  return state;
}

async function readRefused(
  image: RefusedImage,
  kind: OfferKind,
  signal: AbortSignal,
): Promise<RefusedPicture> {
  try {
    if (image instanceof Blob && image.size > MAX_OFFERED_BYTES) throw new ProblemError('file-too-large');
    const read = await readByRelay(image, nameOf(image), signal);
    return image instanceof Blob ? orByBrowser(read, image, signal) : read;
  } catch (cause) {
    if (signal.aborted || !(image instanceof Blob)) throw cause;
    // The relay's sentence says more than the browser's.
    return await readByBrowser(image, kind).catch(() => {
      throw cause;
    });
  }
}
