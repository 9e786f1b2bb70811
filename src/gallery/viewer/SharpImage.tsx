import { useState } from 'react';
import { MAX_RENDITION_WIDTH, renditionWidth } from '../../api/results.ts';
import { comesInPieces } from '../../domain/piece.ts';
import { FadingImage } from '../FadingImage.tsx';
import { Pieces } from './Pieces.tsx';
import type { PicturePlace } from './picture.ts';
import styles from './SharpImage.module.css';
import { useDrawn } from './useDrawn.ts';
import { covers, isNearer, screenWidth } from './viewerView.ts';

interface SharpImageProps extends PicturePlace {
  /** One of many side by side: no more of it is fetched than is looked at. */
  readonly isOneOfMany?: boolean;
  /** It takes the place of another picture. */
  readonly isAtOnce?: boolean;
  /** As much of it is there now as takes the place of another picture, or it says why not. */
  readonly onDrawn?: (() => void) | undefined;
}

/** An image as sharp as it is looked at: a rendition of the screen's size first, then its pixels as far as they are seen. */
export function SharpImage({ isOneOfMany = false, ...place }: SharpImageProps) {
  const { size } = place.picture;
  return (
    <div className={styles.image}>
      {comesInPieces(size) ? (
        <LargeImage {...place} />
      ) : isOneOfMany ? (
        <FadingImage src={coveringUrl(place)} onLoaded={place.onDrawn} onFailed={place.onDrawn} />
      ) : (
        <WholeImage {...place} />
      )}
    </div>
  );
}

type LayersProps = Omit<SharpImageProps, 'isOneOfMany'>;

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
function WholeImage({ picture, stage, pixelRatio, rect, isAtOnce = false, onDrawn }: LayersProps) {
  const scene = { stage, image: picture.size, pixelRatio };
  const [hasCard, setHasCard] = useState(false);
  const [hasRendition, setHasRendition] = useState(false);
  /** What is there stays when the window changes and a rendition would do. */
  const [hasFile, setHasFile] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const width = screenWidth(scene);
  const first = cardWidth(pixelRatio);
  const doesRenditionDo = width !== null && covers(width, rect, pixelRatio);
  useDrawn(
    hasFile || isMissing || (hasRendition && doesRenditionDo) || (hasCard && !isNearer(rect, scene)),
    onDrawn,
  );
  return (
    <>
      {!hasFile && first < picture.size.width && (
        <FadingImage
          src={picture.smallerUrl(first)}
          isSilent
          isAtOnce={isAtOnce}
          onLoaded={() => setHasCard(true)}
        />
      )}
      {width !== null && (
        <FadingImage
          src={picture.smallerUrl(width)}
          isAtOnce={isAtOnce}
          onLoaded={() => setHasRendition(true)}
          onFailed={() => setIsMissing(true)}
        />
      )}
      {(hasRendition || hasFile || width === null) && (
        <FadingImage
          src={picture.wholeUrl}
          isAtOnce={isAtOnce && !doesRenditionDo}
          onLoaded={() => setHasFile(true)}
          onFailed={() => setIsMissing(true)}
        />
      )}
    </>
  );
}

/** What a browser cannot unpack whole: the card's picture at once, the screen's size, and pieces where somebody is nearer. */
function LargeImage({ isAtOnce = false, onDrawn, ...place }: LayersProps) {
  const { picture, stage, pixelRatio, rect } = place;
  const scene = { stage, image: picture.size, pixelRatio };
  const width = screenWidth(scene) ?? MAX_RENDITION_WIDTH;
  const [hasCard, setHasCard] = useState(false);
  const [hasRendition, setHasRendition] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const doesRenditionDo = covers(width, rect, pixelRatio);
  useDrawn(isMissing || (hasRendition && doesRenditionDo) || (hasCard && !isNearer(rect, scene)), onDrawn);
  return (
    <>
      <FadingImage
        src={picture.smallerUrl(cardWidth(pixelRatio))}
        isSilent
        isAtOnce={isAtOnce}
        onLoaded={() => setHasCard(true)}
      />
      <FadingImage
        src={picture.smallerUrl(width)}
        isAtOnce={isAtOnce}
        onLoaded={() => setHasRendition(true)}
        onFailed={() => setIsMissing(true)}
      />
      {!doesRenditionDo && (
        <Pieces {...place} isSilent={!hasRendition} isAtOnce={isAtOnce} onDrawn={onDrawn} />
      )}
    </>
  );
}
