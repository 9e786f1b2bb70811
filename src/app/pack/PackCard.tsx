import type { ReactNode } from 'react';
import type { PackEntry } from '../../domain/pack/packEntry.ts';
import styles from './PackCard.module.css';

interface PackCardProps {
  entry: PackEntry;
  /** Beside the size: what it takes, or how far it is. */
  says: string;
  isProblem?: boolean;
  /** On the surround: the frame or its picture. */
  picture: ReactNode;
  /** What can be done with it. */
  actions: ReactNode;
}

/** One format of a pack: its picture in a square of the surround, its name and exact pixels. */
export function PackCard({ entry, says, isProblem = false, picture, actions }: PackCardProps) {
  const { format, delivered } = entry;
  const pixels = `${delivered.width} × ${delivered.height}`;
  return (
    <li className={styles.card} aria-label={format.name}>
      <div className={styles.surround} data-on-surround>
        {picture}
      </div>
      <div className={styles.about}>
        <h3 className={styles.name}>{format.name}</h3>
        <p className={`${styles.says} tabular`} data-problem={isProblem}>
          {format.name === pixels ? '' : `${pixels} · `}
          {says}
        </p>
      </div>
      <div className={styles.actions}>{actions}</div>
    </li>
  );
}
