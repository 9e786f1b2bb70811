import { useState } from 'react';
import { MAX_RENDITION_WIDTH, renditionWidth } from '../../api/results.ts';
import { comesInPieces } from '../../domain/piece.ts';
import { FadingImage } from '../FadingImage.tsx';
import { Pieces } from './Pieces.tsx';
import type { PicturePlace } from './picture.ts';
import styles from './SharpImage.module.css';
import { screenWidth } from './viewerView.ts';

interface SharpImageProps extends PicturePlace {
  /** One of many side by side: no more of it is fetched than is looked at. */
  readonly isOneOfMany?: boolean;
}

/** An image as sharp as it is looked at: a rendition of the screen's size first, then its pixels as far as they are seen. */
export function SharpImage({ isOneOfMany = false, ...place }: SharpImageProps) {
  const { size } = place.picture;
  return (
    <div className={styles.image}>
      {comesInPieces(size) ? (
        <LargeImage {...place} />
      ) : isOneOfMany ? (
        <FadingImage src={coveringUrl(place)} />
      ) : (
        <WholeImage {...place} />
      )}
    </div>
  );
}

/** The smallest copy that has a pixel for each of the screen's. */
function coveringUrl({ picture, rect, pixelRatio }: PicturePlace): string {
  const width = renditionWidth(rect.width * pixelRatio, picture.size.width);
  return width === null ? picture.wholeUrl : picture.smallerUrl(width);
}

/** What the column's card shows: it is there already. */
function cardWidth(pixelRatio: number): number {
  return pixelRatio > 1 ? 640 : 320;
}

/** The card's picture at once, and every pixel of the file over the rendition, once that is there. */
function WholeImage({ picture, stage, pixelRatio }: PicturePlace) {
  const [hasRendition, setHasRendition] = useState(false);
  /** What is there stays when the window changes and a rendition would do. */
  const [hasFile, setHasFile] = useState(false);
  const width = screenWidth({ stage, image: picture.size, pixelRatio });
  const first = cardWidth(pixelRatio);
  return (
    <>
      {!hasFile && first < picture.size.width && <FadingImage src={picture.smallerUrl(first)} isSilent />}
      {width !== null && (
        <FadingImage src={picture.smallerUrl(width)} onLoaded={() => setHasRendition(true)} />
      )}
      {(hasRendition || hasFile || width === null) && (
        <FadingImage src={picture.wholeUrl} onLoaded={() => setHasFile(true)} />
      )}
    </>
  );
}

/** What a browser cannot unpack whole: the card's picture at once, the screen's size, and pieces where somebody is nearer. */
function LargeImage(place: PicturePlace) {
  const { picture, stage, pixelRatio, rect } = place;
  const width = screenWidth({ stage, image: picture.size, pixelRatio }) ?? MAX_RENDITION_WIDTH;
  const [hasRendition, setHasRendition] = useState(false);
  const isNearer = rect.width * pixelRatio > width * 1.02;
  return (
    <>
      <FadingImage src={picture.smallerUrl(cardWidth(pixelRatio))} isSilent />
      <FadingImage src={picture.smallerUrl(width)} onLoaded={() => setHasRendition(true)} />
      {isNearer && <Pieces {...place} isSilent={!hasRendition} />}
    </>
  );
}
