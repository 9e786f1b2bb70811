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
/** Frames that a slider passes are not asked for: each is decoded anew. */
const REST_MS = 150;

/** The picture with the window on it, which follows the pointer. */
export function OfferPreview({ picture, offer, frame, at, onAt }: OfferPreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const asked = useRef(frame);
  const [last, setLast] = useState<{ of: RefusedPicture; is: 'drawn' | 'failed' } | null>(null);
  // Of another picture nothing is known yet.
  const state = last?.of === picture ? last.is : 'waits';
  const { size } = picture;
  const scale = Math.min(1, LONGEST / Math.max(size.width, size.height));
  useEffect(() => {
    const stop = new AbortController();
    const draw = (image: ImageBitmap | VideoFrame) => {
      const drawn = canvas.current;
      if (!stop.signal.aborted && drawn) {
        drawn.getContext('2d')?.drawImage(image, 0, 0, drawn.width, drawn.height);
        setLast({ of: picture, is: 'drawn' });
      }
      image.close();
    };
    const fail = () => stop.signal.aborted || setLast({ of: picture, is: 'failed' });
    const timer = setTimeout(
      () => void picture.frame(frame, stop.signal).then(draw, fail),
      frame === asked.current ? 0 : REST_MS,
    );
    asked.current = frame;
    return () => {
      clearTimeout(timer);
      stop.abort();
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
      aria-busy={state === 'waits'}
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
      {state === 'waits' && (
        <p className={styles.waits} role="status">
          Loading the picture…
        </p>
      )}
      {state === 'failed' && (
        <p className={styles.failed} role="status">
          This frame cannot be shown. The copy can be made all the same.
        </p>
      )}
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
