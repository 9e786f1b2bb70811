import { lazy, Suspense, useState } from 'react';
import { lazyWithReload } from '../../api/lazyWithReload.ts';
import { isUnanswered } from '../../domain/run/run.ts';
import { usePackOpen } from '../../editor/state/packOpen.ts';
import { goesOnWithEarlier } from './earlierPack.ts';
import type { PackDialogProps } from './PackDialog.tsx';
import { usePackRun } from './packRun.ts';

const PackDialog = lazy(() =>
  lazyWithReload(() => import('./PackDialog.tsx')).then(({ PackDialog }) => ({ default: PackDialog })),
);

goesOnWithEarlier();

/** Several formats in one go: there while that is open, and until all of it is with the relay. */
export function OpenPack(props: PackDialogProps) {
  const isOpen = usePackOpen((state) => state.isOpen);
  const isSending = usePackRun(({ run }) => run?.parts.some(isUnanswered) ?? false);
  const isWanted = isOpen || isSending;
  // It stays once it was asked for: closing it gives the focus back.
  const [isAskedFor, setAskedFor] = useState(false);
  if (isWanted && !isAskedFor) setAskedFor(true);
  return <Suspense fallback={null}>{isAskedFor && <PackDialog {...props} />}</Suspense>;
}
