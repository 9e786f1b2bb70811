import { useRef } from 'react';
import { UNIT_RULES } from '../../../domain/unit.ts';
import { useWhileDragged } from '../../state/dragStore.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import type { EditableLength } from './editableLength.ts';
import { useFieldNote } from './fieldNote.ts';
import { FRAME_NOTE_ID } from './frameNoteId.ts';
import styles from './LengthField.module.css';
import { useLengthEntry } from './useLengthEntry.ts';

/** A length of the frame: type it or a sum, step it with the arrow keys, or scrub its name. Follows a drag. */
export function LengthField({ label, length }: { label: string; length: EditableLength }) {
  const input = useRef<HTMLInputElement>(null);
  const expansion = useEditorStore((state) => state.expansion);
  const { id, typed, isWrong, scrub, input: entering, written } = useLengthEntry(length);
  const isNoted = useFieldNote()?.fieldId === id;

  useWhileDragged((dragged) => {
    const text = written(length.pxOf(dragged));
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
          value={typed ?? written(length.pxOf(expansion))}
          data-settled={typed === null}
          aria-invalid={isNoted && isWrong}
          aria-describedby={isNoted ? FRAME_NOTE_ID : undefined}
        />
        <span className={styles.unit}>{UNIT_RULES[length.scale.unit].sign}</span>
      </div>
    </div>
  );
}
