import { type ComponentProps, useState } from 'react';
import styles from './FadingImage.module.css';
import { MissingImage } from './MissingImage.tsx';

type FadingImageProps = Omit<ComponentProps<'img'>, 'src' | 'alt' | 'className' | 'onLoad' | 'onError'> & {
  src: string;
  onLoaded?: () => void;
};

/** An image that fills its box and fades in once it is there. One that did not come says why, and is tried again. */
export function FadingImage({ onLoaded, ...image }: FadingImageProps) {
  const { src } = image;
  const [isLoaded, setLoaded] = useState(false);
  const [failed, setFailed] = useState({ src, count: 0 });
  const failures = failed.src === src ? failed.count : 0;
  const picture = (
    <img
      key={failures}
      decoding="async"
      draggable={false}
      {...image}
      alt=""
      className={styles.image}
      data-loaded={isLoaded}
      onLoad={() => {
        setLoaded(true);
        onLoaded?.();
      }}
      onError={() => {
        setLoaded(false);
        setFailed({ src, count: failures + 1 });
      }}
    />
  );
  if (failures === 0) return picture;
  return (
    <MissingImage src={src} failures={failures} isLoaded={isLoaded}>
      {picture}
    </MissingImage>
  );
}
