import { type ComponentProps, useState } from 'react';
import styles from './FadingImage.module.css';
import { MissingImage } from './MissingImage.tsx';

type FadingImageProps = Omit<ComponentProps<'img'>, 'src' | 'alt' | 'className' | 'onLoad' | 'onError'> & {
  src: string;
  /** One layer of several: another one says why nothing comes. */
  isSilent?: boolean;
  /** One part of several: another one says why nothing comes, and this one shows that it is missing. */
  isSignOnly?: boolean;
  /** It takes the place of another picture: nothing is empty or half there in between. */
  isAtOnce?: boolean;
  onLoaded?: (() => void) | undefined;
  onFailed?: (() => void) | undefined;
};

/** What comes as soon as this, as from the browser's cache, is simply there: nobody has seen its place empty. */
const AT_ONCE_MS = 120;

/** An image that fills its box and fades in once it is there. One that did not come says why, and is tried again. */
export function FadingImage({ isSilent = false, isSignOnly = false, ...rest }: FadingImageProps) {
  const { isAtOnce = false, onLoaded, onFailed, ...image } = rest;
  const { src } = image;
  const [askedAtMs] = useState(() => performance.now());
  const [loadedAtMs, setLoadedAtMs] = useState<number | null>(null);
  const isLoaded = loadedAtMs !== null;
  const [failed, setFailed] = useState({ src, count: 0 });
  const failures = failed.src === src ? failed.count : 0;
  const picture = (
    <img
      key={failures}
      decoding={isAtOnce ? 'sync' : 'async'}
      draggable={false}
      {...image}
      alt=""
      className={styles.image}
      data-loaded={isLoaded}
      data-at-once={isAtOnce || (isLoaded && loadedAtMs - askedAtMs < AT_ONCE_MS)}
      onLoad={() => {
        setLoadedAtMs(performance.now());
        onLoaded?.();
      }}
      onError={() => {
        setLoadedAtMs(null);
        setFailed({ src, count: failures + 1 });
        onFailed?.();
      }}
    />
  );
  if (failures === 0) return picture;
  return (
    <MissingImage src={src} failures={failures} isLoaded={isLoaded} {...{ isSilent, isSignOnly }}>
      {picture}
    </MissingImage>
  );
}
