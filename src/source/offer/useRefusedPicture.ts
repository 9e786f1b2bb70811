import { useEffect, useState } from 'react';
import type { OfferKind } from '../../domain/offer.ts';
import { type RefusedPicture, readRefused } from './refusedPicture.ts';

/** A picture once it is read; null while it is, `unreadable` where the browser cannot. */
export function useRefusedPicture(file: File, kind: OfferKind): RefusedPicture | 'unreadable' | null {
  const [picture, setPicture] = useState<RefusedPicture | 'unreadable' | null>(null);
  useEffect(() => {
    let isCurrent = true;
    readRefused(file, kind).then(
      (read) => isCurrent && setPicture(read),
      () => isCurrent && setPicture('unreadable'),
    );
    return () => {
      isCurrent = false;
    };
  }, [file, kind]);
  return picture;
}
