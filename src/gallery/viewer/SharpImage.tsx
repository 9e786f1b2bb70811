import { useState } from 'react';
import { FadingImage } from '../FadingImage.tsx';
import { screenWidth, type ViewerScene } from './viewerView.ts';

interface SharpImageProps {
  readonly scene: ViewerScene;
  /** Address of a rendition of so many pixels; null for every pixel of the file. */
  readonly urlOf: (width: number | null) => string;
}

/** A rendition of the screen's size first; every pixel of the file over it once that is there. */
export function SharpImage({ scene, urlOf }: SharpImageProps) {
  const [hasRendition, setHasRendition] = useState(false);
  /** What is there stays when the window changes and a rendition would do. */
  const [hasFile, setHasFile] = useState(false);
  const width = screenWidth(scene);
  return (
    <>
      {width !== null && <FadingImage src={urlOf(width)} onLoaded={() => setHasRendition(true)} />}
      {(hasRendition || hasFile || width === null) && (
        <FadingImage src={urlOf(null)} onLoaded={() => setHasFile(true)} />
      )}
    </>
  );
}
