import { LayoutGrid } from 'lucide-react';
import { useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { formatOf } from '../../../domain/formatOf.ts';
import type { Size } from '../../../domain/side.ts';
import { Button } from '../../../ui/Button.tsx';
import { useEditorStore } from '../../state/editorStore.ts';
import { openPack } from '../../state/packOpen.ts';
import { AnchorPicker } from './AnchorPicker.tsx';
import { CustomField } from './CustomField.tsx';
import { FormatLabel } from './FormatLabel.tsx';
import { FormatLock } from './FormatLock.tsx';
import { FormatPicker } from './FormatPicker.tsx';
import styles from './FormatSection.module.css';
import { chooseFormat } from './formatActions.ts';
import { CUSTOM, entryFor } from './formatEntries.ts';
import { SafeZoneSwitch } from './SafeZoneSwitch.tsx';

interface FormatSectionProps {
  size: Size;
  /** A frame that one request does not reach takes steps. */
  takesSteps: boolean;
}

/** The format that the frame is brought to and where the source lies in it. */
export function FormatSection({ size, takesSteps }: FormatSectionProps) {
  const frame = useEditorStore(useShallow(({ formatId, expansion }) => ({ formatId, expansion })));
  const format = frame.formatId === null ? null : formatOf(frame.formatId);
  /** One is about to be typed: nothing has changed since. */
  const [typingOver, setTypingOver] = useState<typeof frame | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const isTyping = typingOver === frame;
  // Reset, undo or a drag: what was about to be typed is off, and stays so when the frame comes back.
  if (typingOver && !isTyping) setTypingOver(null);
  const shown = isTyping ? CUSTOM : entryFor(format);
  return (
    <div className={styles.section}>
      <div className={styles.row}>
        <FormatPicker
          size={size}
          takesSteps={takesSteps}
          format={format}
          shown={shown}
          nextFocus={() => (isTyping ? field.current : null)}
          onChoose={(entry) => {
            setTypingOver(entry === CUSTOM ? frame : null);
            if (entry !== CUSTOM) chooseFormat(entry.format, size);
          }}
        />
        {format && !isTyping && <FormatLock format={format} />}
        <AnchorPicker size={size} />
        <Button
          variant="quiet"
          size="s"
          className={styles.several}
          icon={<LayoutGrid aria-hidden />}
          aria-label="Several formats in one go"
          aria-haspopup="dialog"
          onClick={openPack}
        >
          Several formats
        </Button>
      </div>
      {shown === CUSTOM && (
        <CustomField
          ref={field}
          name={format?.group === 'Custom' ? format.name : ''}
          onFormat={(typed) => {
            setTypingOver(null);
            chooseFormat(typed, size);
          }}
          onLeave={() => setTypingOver(null)}
        />
      )}
      {format && !isTyping && <FormatLabel size={size} takesSteps={takesSteps} format={format} />}
      {format && !isTyping && <SafeZoneSwitch format={format} />}
    </div>
  );
}
