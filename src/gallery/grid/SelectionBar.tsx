import { Star, Trash2, TriangleAlert, X } from 'lucide-react';
import type { TaskChanges } from '../../api/useTaskChanges.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import type { DeletionQueue } from '../deletion/deletionQueue.ts';
import type { useStars } from '../useStars.ts';
import styles from './SelectionBar.module.css';
import { SelectionChanges } from './SelectionChanges.tsx';
import { SelectionDownload } from './SelectionDownload.tsx';
import { deletionKeys, looksLabel, wantingLook } from './selectedTasks.ts';
import type { GridSelection } from './useSelection.ts';

interface SelectionBarProps {
  selection: GridSelection;
  stars: ReturnType<typeof useStars>;
  changes: TaskChanges;
  deletions: { addAll: DeletionQueue['addAll'] };
}

/** What can be done with all that is selected at once. */
export function SelectionBar({ selection, stars, changes, deletions }: SelectionBarProps) {
  const { selected } = selection;
  if (selected.length === 0) return null;
  const results = selected.flatMap(({ result }) => result ?? []);
  const looks = wantingLook(selected);
  const areStarred = results.length > 0 && results.every(({ isStarred }) => isStarred);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected">
      <span className={styles.count} role="status">
        {selected.length.toLocaleString()} selected
      </span>
      {looks.length > 0 && looks.length === selected.length && (
        <span className={styles.allLook}>
          <TriangleAlert aria-hidden />
          {looksLabel(looks.length, selected.length)}
        </span>
      )}
      {looks.length > 0 && looks.length < selected.length && (
        <Button
          size="s"
          variant="quiet"
          className={styles.looks}
          icon={<TriangleAlert aria-hidden />}
          data-tip="Selects these alone"
          onClick={() => selection.only(looks)}
        >
          {looksLabel(looks.length, selected.length)}
        </Button>
      )}
      {results.length > 0 && (
        <Button size="s" icon={<Star aria-hidden />} onClick={() => stars.toggle(results)}>
          {areStarred ? 'Unstar' : 'Star'}
        </Button>
      )}
      {results.length > 0 && <SelectionDownload tiles={selected} />}
      <SelectionChanges tiles={selected} changes={changes} />
      <Button
        size="s"
        icon={<Trash2 aria-hidden />}
        onClick={() => {
          deletions.addAll(deletionKeys(selected));
          selection.clear();
        }}
      >
        Delete
      </Button>
      <IconButton
        size="s"
        label="Select nothing"
        keys="Esc"
        className={styles.close}
        onClick={selection.clear}
      >
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
