import { useRef } from 'react';
import { UNIT_RULES } from '../domain/unit.ts';
import { useEditorStore } from './editorStore.ts';
import styles from './FigureField.module.css';
import { useFieldNote } from './fieldNote.ts';
import type { Figure } from './figure.ts';
import { FRAME_NOTE_ID } from './frameNoteId.ts';
import { useWhileDragged } from './gestureStore.ts';
import { useFigureEntry } from './useFigureEntry.ts';

/** A length of the frame: type it or a sum, step it with the arrow keys, or scrub its name. Follows a drag. */
export function FigureField({ label, figure }: { label: string; figure: Figure }) {
  const input = useRef<HTMLInputElement>(null);
  const expansion = useEditorStore((state) => state.expansion);
  const { id, typed, isWrong, scrub, input: entering, written } = useFigureEntry(figure);
  const isNoted = useFieldNote()?.fieldId === id;

  useWhileDragged((dragged) => {
    const text = written(figure.pxOf(dragged));
    if (typed === null && input.current && input.current.value !== text) input.current.value = text;
  });

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label} {...scrub}>
        {label}
      </label>
      <div className={styles.box} data-noted={isNoted}>
        <input
          {...entering}
          ref={input}
          id={id}
          className={`${styles.input} tabular`}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          value={typed ?? written(figure.pxOf(expansion))}
          data-settled={typed === null}
          aria-invalid={isNoted && isWrong}
          aria-describedby={isNoted ? FRAME_NOTE_ID : undefined}
        />
        <span className={styles.unit}>{UNIT_RULES[figure.scale.unit].sign}</span>
      </div>
    </div>
  );
}
