import { NumberField } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { MAX_IMAGES, MIN_IMAGES } from '../../domain/limits.ts';
import { setImageCount, useEditorStore } from '../state/editorStore.ts';
import styles from './ImageCount.module.css';
import { commitOnEnter } from './length/commitOnEnter.ts';

/** How many variants one task makes. */
export function ImageCount() {
  const n = useEditorStore((state) => state.n);
  const id = useId();
  return (
    <NumberField.Root
      id={id}
      className={styles.field}
      value={n}
      min={MIN_IMAGES}
      max={MAX_IMAGES}
      onValueChange={(value) => setImageCount(value ?? MIN_IMAGES)}
    >
      <label htmlFor={id} className={styles.label}>
        Images
      </label>
      <NumberField.Group className={styles.group}>
        <NumberField.Decrement className={styles.step} aria-label="One image less">
          <Minus aria-hidden />
        </NumberField.Decrement>
        <NumberField.Input className={`${styles.input} tabular`} onKeyDown={commitOnEnter} />
        <NumberField.Increment className={styles.step} aria-label="One image more">
          <Plus aria-hidden />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  );
}
