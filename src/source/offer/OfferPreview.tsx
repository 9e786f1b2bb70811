import { type CSSProperties, type PointerEvent, useEffect, useRef, useState } from 'react';
import { type Offer, windowStart } from '../../domain/offer.ts';
import styles from './OfferDialog.module.css';
import type { RefusedPicture } from './refusedPicture.ts';

interface OfferPreviewProps {
  picture: RefusedPicture;
  offer: Offer;
  frame: number;
  /** Where the window lies along the long side, 0 to 1. */
  at: number;
  onAt: (at: number) => void;
}

/** Enough for a preview on a fine screen. */
const LONGEST = 1120;

/** The picture with the window on it, which follows the pointer. */
export function OfferPreview({ picture, offer, frame, at, onAt }: OfferPreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const { size } = picture;
  const scale = Math.min(1, LONGEST / Math.max(size.width, size.height));
  useEffect(() => {
    let isCurrent = true;
    const draw = (image: ImageBitmap | VideoFrame) => {
      const drawn = canvas.current;
      if (isCurrent && drawn) {
        drawn.getContext('2d')?.drawImage(image, 0, 0, drawn.width, drawn.height);
        setDrawn(true);
      }
      image.close();
    };
    // Without a preview it can be made all the same.
    void picture.frame(frame).then(draw, () => undefined);
    return () => {
      isCurrent = false;
    };
  }, [picture, frame]);
  const { window } = offer;
  const isCut = window.width < size.width || window.height < size.height;
  const follow = ({ buttons, clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    if (buttons === 0 || !isCut) return;
    const box = currentTarget.getBoundingClientRect();
    const isWide = window.width < size.width;
    const place = isWide ? (clientX - box.left) / box.width : (clientY - box.top) / box.height;
    const share = isWide ? window.width / size.width : window.height / size.height;
    onAt(Math.min(1, Math.max(0, (place - share / 2) / (1 - share))));
  };
  return (
    <div
      className={styles.picture}
      data-cut={isCut}
      aria-busy={!isDrawn}
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={follow}
    >
      <canvas
        ref={canvas}
        className={styles.canvas}
        width={Math.max(1, Math.round(size.width * scale))}
        height={Math.max(1, Math.round(size.height * scale))}
        aria-hidden
      />
      {isCut && <i className={styles.window} style={windowStyle(picture, offer, at)} aria-hidden />}
    </div>
  );
}

function windowStyle({ size }: RefusedPicture, offer: Offer, at: number): CSSProperties {
  const { x, y } = windowStart(size, offer, at);
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return {
    left: percent(x, size.width),
    top: percent(y, size.height),
    width: percent(offer.window.width, size.width),
    height: percent(offer.window.height, size.height),
  };
}
