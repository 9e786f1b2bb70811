import { lazy, Suspense, useState } from 'react';
import { lazyWithReload } from '../api/lazyWithReload.ts';
import type { RefusedImage } from '../api/offers.ts';
import { type OfferKind, offerKindOf } from '../domain/offer.ts';
import type { ProblemCode } from '../domain/problem.ts';
import { Button } from '../ui/Button.tsx';
import type { Arrival } from './sourceStore.ts';

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
  image: RefusedImage;
  /** Why it was refused. */
  code: ProblemCode;
  /** A changed copy, and what was done in a sentence. */
  onMade: (copy: Arrival, done: string) => void;
}

/** The way from a refusal to an image that can be opened; nothing where there is none. */
export function RefusedOffer({ image, code, onMade }: RefusedOfferProps) {
  const [isOpen, setOpen] = useState(false);
  const kind = offerKindOf(code);
  if (kind === null) return null;
  return (
    <>
      <Button size="s" onClick={() => setOpen(true)}>
        {ASKS[kind]}
      </Button>
      <Suspense fallback={null}>
        {isOpen && <OfferDialog image={image} kind={kind} onMade={onMade} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
