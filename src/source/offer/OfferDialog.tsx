import { Dialog } from '@base-ui/react/dialog';
import { useState } from 'react';
import { type OfferKind, offerOf } from '../../domain/offer.ts';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/dialog.module.css';
import { makeOffered, typeOfOffered } from './makeOffered.ts';
import styles from './OfferDialog.module.css';
import { OfferPreview } from './OfferPreview.tsx';
import { costWords, doneWords, OFFER_WORDS, sizeLabel } from './offerWords.ts';
import type { RefusedPicture } from './refusedPicture.ts';
import { useRefusedPicture } from './useRefusedPicture.ts';

interface OfferDialogProps {
  file: File;
  kind: OfferKind;
  /** A changed copy, and what was done in a sentence. */
  onMade: (copy: File, done: string) => void;
  onClose: () => void;
}

/** Offers to change a refused image so that it can be opened: what will come of it is seen first, and may be declined. */
export function OfferDialog({ file, kind, onMade, onClose }: OfferDialogProps) {
  const picture = useRefusedPicture(file, kind);
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={styles.dialog}>
          <Dialog.Title className={dialog.title}>{OFFER_WORDS[kind].title}</Dialog.Title>
          {picture === null && <p className={styles.words}>Reading {file.name}…</p>}
          {picture === 'unreadable' && <Unreadable />}
          {picture !== null && picture !== 'unreadable' && (
            <Choices file={file} kind={kind} picture={picture} onMade={onMade} />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Unreadable() {
  return (
    <>
      <p className={styles.words}>
        This browser cannot show enough of the file to change it. Change it in another program and open it
        again.
      </p>
      <footer className={styles.actions}>
        <Dialog.Close render={<Button>Close</Button>} />
      </footer>
    </>
  );
}

interface ChoicesProps extends Pick<OfferDialogProps, 'file' | 'kind' | 'onMade'> {
  picture: RefusedPicture;
}

function Choices({ file, kind, picture, onMade }: ChoicesProps) {
  const [at, setAt] = useState(0.5);
  const [frame, setFrame] = useState(0);
  const [isMaking, setMaking] = useState(false);
  const offer = offerOf(kind, picture.size);
  if (offer === null) return <Unreadable />;
  const whole = { width: picture.size.width, height: picture.size.height + picture.missingRows };
  const isCut = offer.window.width < picture.size.width || offer.window.height < picture.size.height;
  const make = async () => {
    setMaking(true);
    const image = await picture.frame(frame);
    const copy = await makeOffered({ picture: image, size: picture.size, offer, at, name: file.name });
    image.close();
    onMade(copy, doneWords(offer, whole, frame));
  };
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
      <Dialog.Description className={styles.words}>
        {costWords(offer, { rows: picture.missingRows, of: whole.height }, typeOfOffered(offer))}
      </Dialog.Description>
      <footer className={styles.actions}>
        <Dialog.Close render={<Button>Leave it</Button>} />
        <Button variant="primary" aria-disabled={isMaking} onClick={() => isMaking || void make()}>
          {OFFER_WORDS[kind].act}
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
