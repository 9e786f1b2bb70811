import { useState } from 'react';
import { LARGEST_RENDITION, resultImageUrl } from '../../api/results.ts';
import { comesInPieces } from '../../domain/piece.ts';
import type { Rect } from '../../domain/viewport.ts';
import { FadingImage } from '../FadingImage.tsx';
import { Pieces } from './Pieces.tsx';
import { screenWidth, type ViewerScene } from './viewerView.ts';

interface SharpImageProps {
  readonly resultId: string;
  readonly scene: ViewerScene;
  /** The image on the stage, in screen pixels. */
  readonly rect: Rect;
}

/** A result as sharp as it is looked at: a rendition of the screen's size first, then its pixels as far as they are seen. */
export function SharpImage({ resultId, scene, rect }: SharpImageProps) {
  return comesInPieces(scene.image) ? (
    <LargeImage resultId={resultId} scene={scene} rect={rect} />
  ) : (
    <WholeImage resultId={resultId} scene={scene} />
  );
}

/** Every pixel of the file over the rendition, once that is there. */
function WholeImage({ resultId, scene }: Omit<SharpImageProps, 'rect'>) {
  const [hasRendition, setHasRendition] = useState(false);
  /** What is there stays when the window changes and a rendition would do. */
  const [hasFile, setHasFile] = useState(false);
  const width = screenWidth(scene);
  return (
    <>
      {width !== null && (
        <FadingImage
          src={resultImageUrl(resultId, { width, format: 'webp' })}
          onLoaded={() => setHasRendition(true)}
        />
      )}
      {(hasRendition || hasFile || width === null) && (
        <FadingImage src={resultImageUrl(resultId, { format: 'png' })} onLoaded={() => setHasFile(true)} />
      )}
    </>
  );
}

/** What a browser cannot unpack whole: the card's picture at once, the screen's size, and pieces where somebody is nearer. */
function LargeImage({ resultId, scene, rect }: SharpImageProps) {
  const width = screenWidth(scene) ?? LARGEST_RENDITION;
  // What the column's card shows: it is there already.
  const first = scene.pixelRatio > 1 ? 640 : 320;
  const isNearer = rect.width * scene.pixelRatio > width * 1.02;
  return (
    <>
      <FadingImage src={resultImageUrl(resultId, { width: first, format: 'webp' })} />
      <FadingImage src={resultImageUrl(resultId, { width, format: 'webp' })} />
      {isNearer && <Pieces resultId={resultId} scene={scene} rect={rect} />}
    </>
  );
}
