import { lazy, Suspense, useState } from 'react';
import { lazyWithReload } from '../api/lazyWithReload.ts';
import type { OfferKind } from '../domain/offer.ts';
import { Button } from '../ui/Button.tsx';

/** Few images are refused: what changes them comes when somebody asks for it. */
const OfferDialog = lazy(() =>
  lazyWithReload(() => import('./offer/OfferDialog.tsx')).then(({ OfferDialog }) => ({
    default: OfferDialog,
  })),
);

const ASKS: Readonly<Record<OfferKind, string>> = {
  enlarge: 'Enlarge it…',
  crop: 'Crop it…',
  shrink: 'Scale it down…',
  frame: 'Choose a frame…',
  rest: 'Open what is there…',
};

interface RefusedOfferProps {
  file: File;
  kind: OfferKind;
  /** A changed copy, and what was done in a sentence. */
  onMade: (copy: File, done: string) => void;
}

/** The way from a refusal to an image that can be opened. */
export function RefusedOffer({ file, kind, onMade }: RefusedOfferProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="s" onClick={() => setOpen(true)}>
        {ASKS[kind]}
      </Button>
      <Suspense fallback={null}>
        {isOpen && <OfferDialog file={file} kind={kind} onMade={onMade} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
