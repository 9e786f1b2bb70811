import { useState } from 'react';
import { piecesSeen } from '../../domain/piece.ts';
import { FadingImage } from '../FadingImage.tsx';
import styles from './Pieces.module.css';
import type { PicturePlace } from './picture.ts';
import { seenOf } from './viewerView.ts';

interface PiecesProps extends PicturePlace {
  /** The image below says why nothing comes. */
  readonly isSilent: boolean;
}

/** The parts of a large image that are in sight, at the sharpness of the screen; what goes out of sight goes. */
export function Pieces({ isSilent, ...place }: PiecesProps) {
  const { picture, stage, pixelRatio, rect } = place;
  const { size, pieceUrl } = picture;
  const density = (rect.width / size.width) * pixelRatio;
  const seen = piecesSeen(size, seenOf(rect, { stage, image: size }), density);
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const note = (url: string, isMissing: boolean) =>
    setMissing((before) => {
      if (before.has(url) === isMissing) return before;
      const after = new Set(before);
      if (isMissing) after.add(url);
      else after.delete(url);
      return after;
    });
  /** All of one file: the first that is missing says why, and each of the others that it is missing. */
  const speaker = seen.map(pieceUrl).find((url) => missing.has(url));
  return seen.map((piece) => {
    const url = pieceUrl(piece);
    return (
      <span
        key={`${piece.reduction}-${piece.column}-${piece.row}`}
        className={styles.piece}
        style={{
          left: share(piece.rect.x, size.width),
          top: share(piece.rect.y, size.height),
          width: share(piece.rect.width, size.width),
          height: share(piece.rect.height, size.height),
        }}
      >
        <FadingImage
          src={url}
          isSilent={isSilent}
          isSignOnly={url !== speaker}
          onLoaded={() => note(url, false)}
          onFailed={() => note(url, true)}
        />
      </span>
    );
  });
}

function share(length: number, whole: number): string {
  return `${(length / whole) * 100}%`;
}
