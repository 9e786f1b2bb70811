import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { MAX_IMAGES, MIN_IMAGES } from '../../domain/limits.ts';
import { useFigureEntry } from '../../ui/useFigureEntry.ts';
import { setImageCount, useEditorStore } from '../state/editorStore.ts';
import styles from './ImageCount.module.css';

/** How many variants one task makes. */
export function ImageCount() {
  const n = useEditorStore((state) => state.n);
  const id = useId();
  const range = { least: MIN_IMAGES, most: MAX_IMAGES };
  const { note, noteId, step, input } = useFigureEntry({ ...range, value: n, onValue: setImageCount });
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        Images
      </label>
      <div className={styles.group}>
        <button
          type="button"
          className={styles.step}
          aria-label="One image less"
          aria-controls={id}
          disabled={n === MIN_IMAGES}
          onClick={() => step(-1)}
        >
          <Minus aria-hidden />
        </button>
        <input {...input} id={id} className={`${styles.input} tabular`} />
        <button
          type="button"
          className={styles.step}
          aria-label="One image more"
          aria-controls={id}
          disabled={n === MAX_IMAGES}
          onClick={() => step(1)}
        >
          <Plus aria-hidden />
        </button>
      </div>
      <p id={noteId} role="status" className={styles.note}>
        {note}
      </p>
    </div>
  );
}
