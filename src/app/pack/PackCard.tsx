import type { ReactNode } from 'react';
import type { Size } from '../../domain/side.ts';
import styles from './PackCard.module.css';

interface PackCardProps {
  name: string;
  /** The pixels of what is made; null while they are not known. */
  pixels: Size | null;
  /** Beside the size: what it takes, or how far it is. */
  says: string;
  isProblem?: boolean;
  /** What to look at in the picture, in sentences. */
  flags?: readonly string[];
  /** On the surround: the frame or its picture. */
  picture: ReactNode;
  /** What can be done with it. */
  actions: ReactNode;
}

/** One of several that are asked for together: its picture in a square of the surround, its name and exact pixels. */
export function PackCard({
  name,
  pixels,
  says,
  isProblem = false,
  flags = [],
  picture,
  actions,
}: PackCardProps) {
  const size = pixels === null ? name : `${pixels.width} × ${pixels.height}`;
  return (
    <li className={styles.card} aria-label={name}>
      <div className={styles.surround} data-on-surround>
        {picture}
      </div>
      <div className={styles.about}>
        <h3 className={styles.name}>{name}</h3>
        <p className={`${styles.says} tabular`} data-problem={isProblem}>
          {name === size ? '' : `${size} · `}
          {says}
        </p>
        {flags.map((sentence) => (
          <p key={sentence} className={styles.flag}>
            {sentence}
          </p>
        ))}
      </div>
      <div className={styles.actions}>{actions}</div>
    </li>
  );
}
