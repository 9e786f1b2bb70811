import styles from './DraftSwitch.module.css';
import { isDraftAllowed } from './draftAllowed.ts';
import { setDraftShown, useEditorStore } from './editorStore.ts';

/** Whether the stage shows a draft of the new area. */
export function DraftSwitch() {
  const isShown = useEditorStore((state) => state.isDraftShown);
  const isAllowed = isDraftAllowed();
  return (
    <label className={styles.field}>
      <span>
        Draft{!isAllowed && <span className={styles.reason}> · off while the browser saves data</span>}
      </span>
      <input
        type="checkbox"
        className={styles.switch}
        checked={isShown && isAllowed}
        disabled={!isAllowed}
        onChange={(event) => setDraftShown(event.currentTarget.checked)}
      />
    </label>
  );
}
