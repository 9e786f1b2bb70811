import { Dialog } from '@base-ui/react/dialog';
import { useState } from 'react';
import { mayPass } from '../../api/imageCheck.ts';
import type { RefusedImage } from '../../api/offers.ts';
import { type OfferKind, offerOf } from '../../domain/offer.ts';
import { ProblemError } from '../../domain/problem.ts';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/dialog.module.css';
import { Notice } from '../../ui/Notice.tsx';
import { problemMessage } from '../../ui/problemMessage.ts';
import type { Arrival } from '../sourceStore.ts';
import styles from './OfferDialog.module.css';
import { OfferPreview } from './OfferPreview.tsx';
import { costWords, doneWords, OFFER_WORDS, sizeLabel } from './offerWords.ts';
import type { RefusedPicture } from './refusedPicture.ts';
import { nameOf, useRefusedPicture } from './useRefusedPicture.ts';

interface OfferDialogProps {
  image: RefusedImage;
  kind: OfferKind;
  /** A changed copy, and what was done in a sentence. */
  onMade: (copy: Arrival, done: string) => void;
  onClose: () => void;
}

/** Offers to change a refused image so that it can be opened: what will come of it is seen first, and may be declined. */
export function OfferDialog({ image, kind, onMade, onClose }: OfferDialogProps) {
  const state = useRefusedPicture(image, kind);
  const title = OFFER_WORDS[state.is === 'read' ? state.picture.kind : kind].title;
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={styles.dialog}>
          <Dialog.Title className={dialog.title}>{title}</Dialog.Title>
          {state.is === 'reading' && <p className={styles.words}>Reading {nameOf(image)}…</p>}
          {state.is === 'unreadable' && <Unreadable problem={state.problem} />}
          {state.is === 'read' && <Choices picture={state.picture} onMade={onMade} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Unreadable({ problem }: { problem: ProblemError }) {
  return (
    <>
      <p className={styles.words}>{problemMessage(problem)}</p>
      <footer className={styles.actions}>
        <Dialog.Close render={<Button>Close</Button>} />
      </footer>
    </>
  );
}

interface ChoicesProps extends Pick<OfferDialogProps, 'onMade'> {
  picture: RefusedPicture;
}

function Choices({ picture, onMade }: ChoicesProps) {
  const [at, setAt] = useState(0.5);
  const [frame, setFrame] = useState(0);
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const { kind, whole } = picture;
  const offer = offerOf(kind, picture.size, picture.keeps ?? undefined);
  if (offer === null) return <Unreadable problem={new ProblemError('image-damaged')} />;
  const isCut = offer.window.width < picture.size.width || offer.window.height < picture.size.height;
  const make = async (by: RefusedPicture['make']) => {
    setMaking(true);
    setProblem(null);
    try {
      const copy = await by({ offer, at, frame });
      onMade(copy.arrival, doneWords(offer, whole, { copy, frame }));
    } catch (cause) {
      setProblem(cause instanceof ProblemError ? cause : new ProblemError('internal', { cause }));
      setMaking(false);
    }
  };
  const { makeByBrowser } = picture;
  const canWait = problem !== null && mayPass(problem);
  const otherCopy = canWait && makeByBrowser && (
    <Button size="s" onClick={() => void make(makeByBrowser)}>
      Use the browser’s copy (8 bits, sRGB)
    </Button>
  );
  return (
    <>
      <OfferPreview picture={picture} offer={offer} frame={frame} at={at} onAt={setAt} />
      {isCut && (
        <Slider
          label="Part that is kept"
          value={at * 100}
          max={100}
          onValue={(value) => setAt(value / 100)}
        />
      )}
      {picture.frames > 1 && (
        <Slider
          label={`Frame ${frame + 1} of ${picture.frames}`}
          value={frame}
          max={picture.frames - 1}
          onValue={setFrame}
        />
      )}
      <dl className={`${styles.sizes} tabular`}>
        <div>
          <dt>Now</dt>
          <dd>{sizeLabel(whole)}</dd>
        </div>
        <div>
          <dt>Then</dt>
          <dd>{sizeLabel(offer.result)}</dd>
        </div>
      </dl>
      <Dialog.Description className={styles.words}>{costWords(offer, picture)}</Dialog.Description>
      {problem && (
        <Notice tone="problem" actions={otherCopy}>
          {problemMessage(problem)}
        </Notice>
      )}
      <footer className={styles.actions}>
        <Dialog.Close render={<Button>Leave it</Button>} />
        <Button
          variant="primary"
          aria-disabled={isMaking}
          onClick={() => isMaking || void make(picture.make)}
        >
          {isMaking ? 'Making the copy…' : canWait ? 'Try again' : OFFER_WORDS[kind].act}
        </Button>
      </footer>
    </>
  );
}

interface SliderProps {
  label: string;
  value: number;
  max: number;
  onValue: (value: number) => void;
}

function Slider({ label, value, max, onValue }: SliderProps) {
  return (
    <label className={styles.slider}>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={max}
        value={value}
        onChange={(event) => onValue(Number(event.currentTarget.value))}
      />
    </label>
  );
}
