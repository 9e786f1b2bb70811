import styles from './GallerySkeleton.module.css';

const PLACEHOLDERS = ['first', 'second', 'third'];

/** The shape of the list while it is being loaded. */
export function GallerySkeleton() {
  return (
    <div className={styles.skeletons} role="status" aria-label="Loading tasks">
      {PLACEHOLDERS.map((name) => (
        <div key={name} className={styles.skeleton}>
          <i className={styles.line} />
          <i className={styles.image} />
          <i className={styles.line} />
        </div>
      ))}
    </div>
  );
}
