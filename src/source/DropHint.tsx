import styles from './DropHint.module.css';

/** Shown while files hover over the window. */
export function DropHint() {
  return (
    <div className={styles.hint} aria-hidden>
      <p className={styles.words}>Drop images to work on them</p>
    </div>
  );
}
