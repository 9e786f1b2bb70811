import styles from './DropHint.module.css';

/** Shown while a file hovers over the window. */
export function DropHint({ replaces }: { replaces: boolean }) {
  return (
    <div className={styles.hint} aria-hidden>
      <p className={styles.words}>
        {replaces ? 'Drop it to work on this image instead' : 'Drop it to open it'}
      </p>
    </div>
  );
}
