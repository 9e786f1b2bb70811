import styles from './DropHint.module.css';
import { dropSentence } from './dropSentence.ts';
import type { Hovering } from './fileArrival.ts';

interface DropHintProps {
  hovering: Hovering;
  /** The name of the image that is open; null where none is. */
  openName: string | null;
  /** Several are open. */
  hasTray: boolean;
}

/** Shown while files hover over the window: what becomes of them, and of what is open. */
export function DropHint({ hovering, ...open }: DropHintProps) {
  return (
    <div className={styles.hint} aria-hidden>
      <p className={styles.words}>{dropSentence(hovering, open)}</p>
    </div>
  );
}
