import styles from './GallerySkeleton.module.css';

const PLACEHOLDERS = ['first', 'second', 'third'];
/** Enough to fill the window of a phone, and what is seen first of a large one. */
const TILES = Array.from({ length: 18 }, (_, index) => `tile ${index}`);

/** The shape of the list, or of the grid, while it is being loaded. */
export function GallerySkeleton({ isGrid = false }: { isGrid?: boolean }) {
  return (
    <div className={isGrid ? styles.tiles : styles.skeletons} role="status" aria-label="Loading tasks">
      {isGrid
        ? TILES.map((name) => <i key={name} className={styles.tile} />)
        : PLACEHOLDERS.map((name) => (
            <div key={name} className={styles.skeleton}>
              <i className={styles.line} />
              <i className={styles.image} />
              <i className={styles.line} />
            </div>
          ))}
    </div>
  );
}
