import { pieceUrl } from '../../api/results.ts';
import { piecesSeen } from '../../domain/piece.ts';
import type { Rect } from '../../domain/viewport.ts';
import { FadingImage } from '../FadingImage.tsx';
import styles from './Pieces.module.css';
import { seenOf, type ViewerScene } from './viewerView.ts';

interface PiecesProps {
  readonly resultId: string;
  readonly scene: ViewerScene;
  /** The image on the stage, in screen pixels. */
  readonly rect: Rect;
}

/** The parts of a large result that are in sight, at the sharpness of the screen; what goes out of sight goes. */
export function Pieces({ resultId, scene, rect }: PiecesProps) {
  const { image, pixelRatio } = scene;
  const density = (rect.width / image.width) * pixelRatio;
  return piecesSeen(image, seenOf(rect, scene), density).map((piece) => (
    <span
      key={`${piece.reduction}-${piece.column}-${piece.row}`}
      className={styles.piece}
      style={{
        left: share(piece.rect.x, image.width),
        top: share(piece.rect.y, image.height),
        width: share(piece.rect.width, image.width),
        height: share(piece.rect.height, image.height),
      }}
    >
      <FadingImage src={pieceUrl(resultId, piece)} />
    </span>
  ));
}

function share(length: number, whole: number): string {
  return `${(length / whole) * 100}%`;
}
