import styles from './GalleryEmpty.module.css';

/** Nothing expanded yet: says what will be here and how it gets here. */
export function GalleryEmpty() {
  return (
    <div className={styles.empty} data-no-tasks>
      <svg className={styles.drawing} viewBox="0 0 160 100" aria-hidden="true">
        <rect className={styles.frame} x="10" y="10" width="140" height="80" rx="3" />
        <rect className={styles.source} x="48" y="26" width="64" height="48" rx="2" />
        <path className={styles.hill} d="M48 64l18-16 14 11 12-9 20 15v7a2 2 0 0 1-2 2H50a2 2 0 0 1-2-2z" />
        <path className={styles.arrows} d="M40 50H22m5-5-5 5 5 5M120 50h18m-5-5 5 5-5 5" />
      </svg>
      <h2 className={styles.title}>Results appear here</h2>
      <p>Drag a side of the image outwards, then press Expand. Everything you expand is kept.</p>
    </div>
  );
}
