import { useRef, useState } from 'react';
import { formatOf } from '../../domain/formatOf.ts';
import type { Size } from '../../domain/side.ts';
import { useEditorStore } from '../editorStore.ts';
import { AnchorPicker } from './AnchorPicker.tsx';
import { CustomField } from './CustomField.tsx';
import { FormatPicker } from './FormatPicker.tsx';
import styles from './FormatSection.module.css';
import { FormatWords } from './FormatWords.tsx';
import { chooseFormat } from './formatActions.ts';
import { CUSTOM, entryFor } from './formatEntries.ts';
import { SafeZoneSwitch } from './SafeZoneSwitch.tsx';

/** The format that the frame is brought to and where the source lies in it: one row until there is more to say. */
export function FormatSection({ size }: { size: Size }) {
  const formatId = useEditorStore((state) => state.formatId);
  const format = formatId === null ? null : formatOf(formatId);
  /** One is about to be typed: nothing has changed yet. */
  const [isTyping, setTyping] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const shown = isTyping ? CUSTOM : entryFor(format);
  return (
    <div className={styles.section}>
      <div className={styles.row}>
        <FormatPicker
          format={format}
          shown={shown}
          nextFocus={() => (isTyping ? field.current : null)}
          onChoose={(entry) => {
            setTyping(entry === CUSTOM);
            if (entry !== CUSTOM) chooseFormat(entry.format, size);
          }}
        />
        <AnchorPicker size={size} />
      </div>
      {shown === CUSTOM && (
        <CustomField
          ref={field}
          name={format?.group === 'Custom' ? format.name : ''}
          onFormat={(typed) => {
            setTyping(false);
            chooseFormat(typed, size);
          }}
        />
      )}
      {format && !isTyping && <FormatWords size={size} format={format} />}
      {format && !isTyping && <SafeZoneSwitch format={format} />}
    </div>
  );
}
