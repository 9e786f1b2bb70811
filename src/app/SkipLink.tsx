import { useGalleryView } from '../gallery/galleryAddress.ts';
import { GRID_ID, STAGE_ID } from '../ui/stageId.ts';
import styles from './SkipLink.module.css';

const LABELS = { stage: 'Skip to the stage', grid: 'Skip to the results', costs: 'Skip to the costs' };

/** The first stop of Tab: past bar and lists to what is worked on. Seen only while it has the focus. */
export function SkipLink() {
  const { screen: covering } = useGalleryView();
  const targetId = covering === null ? STAGE_ID : GRID_ID;
  return (
    <a
      className={styles.link}
      href={`#${targetId}`}
      onClick={(event) => {
        // The address holds which result is open.
        event.preventDefault();
        document.getElementById(targetId)?.focus();
      }}
    >
      {LABELS[covering ?? 'stage']}
    </a>
  );
}
