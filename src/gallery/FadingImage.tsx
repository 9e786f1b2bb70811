import { ImageOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { type Connection, useConnection } from '../api/connection.ts';
import styles from './FadingImage.module.css';

type FadingImageProps = Omit<ComponentProps<'img'>, 'alt' | 'className' | 'onLoad' | 'onError'> & {
  onLoaded?: () => void;
};

/** An image that fills its box and fades in once it is there. One that failed is tried again when the connection changes. */
export function FadingImage({ onLoaded, ...image }: FadingImageProps) {
  const connection = useConnection((state) => state.connection);
  const [isLoaded, setLoaded] = useState(false);
  const [failedWhile, setFailedWhile] = useState<Connection | null>(null);
  if (failedWhile === connection) {
    return (
      <span className={styles.missing} title="This image could not be loaded.">
        <ImageOff aria-hidden />
      </span>
    );
  }
  return (
    <img
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
      onError={() => setFailedWhile(connection)}
    />
  );
}
