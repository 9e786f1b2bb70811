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
  return piecesSeen(size, seenOf(rect, { stage, image: size }), density).map((piece, at) => (
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
      {/* All of them are away together, and one of them says so. */}
      <FadingImage src={pieceUrl(piece)} isSilent={isSilent || at > 0} />
    </span>
  ));
}

function share(length: number, whole: number): string {
  return `${(length / whole) * 100}%`;
}
