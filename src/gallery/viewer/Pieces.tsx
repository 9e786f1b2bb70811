import { useState } from 'react';
import { piecesSeen } from '../../domain/piece.ts';
import { FadingImage } from '../FadingImage.tsx';
import styles from './Pieces.module.css';
import type { PicturePlace } from './picture.ts';
import { useDrawn } from './useDrawn.ts';
import { seenOf } from './viewerView.ts';

interface PiecesProps extends PicturePlace {
  /** The image below says why nothing comes. */
  readonly isSilent: boolean;
  /** They take the place of another picture. */
  readonly isAtOnce: boolean;
  /** All that are in sight are there now, or show that they are missing. */
  readonly onDrawn: (() => void) | undefined;
}

type Outcome = 'there' | 'missing';

/** The parts of a large image that are in sight, at the sharpness of the screen; what goes out of sight goes. */
export function Pieces({ isSilent, isAtOnce, onDrawn, ...place }: PiecesProps) {
  const { picture, stage, pixelRatio, rect } = place;
  const { size, pieceUrl } = picture;
  const density = (rect.width / size.width) * pixelRatio;
  const seen = piecesSeen(size, seenOf(rect, { stage, image: size }), density);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const note = (url: string, outcome: Outcome) =>
    setOutcomes((before) => (before.get(url) === outcome ? before : new Map(before).set(url, outcome)));
  const urls = seen.map(pieceUrl);
  /** All of one file: the first that is missing says why, and each of the others that it is missing. */
  const speaker = urls.find((url) => outcomes.get(url) === 'missing');
  useDrawn(
    urls.every((url) => outcomes.has(url)),
    onDrawn,
  );
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
          isAtOnce={isAtOnce}
          onLoaded={() => note(url, 'there')}
          onFailed={() => note(url, 'missing')}
        />
      </span>
    );
  });
}

function share(length: number, whole: number): string {
  return `${(length / whole) * 100}%`;
}
