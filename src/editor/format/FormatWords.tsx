import type { Format } from '../../domain/formats.ts';
import type { Size } from '../../domain/side.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useEditorStore } from '../editorStore.ts';
import styles from './FormatWords.module.css';
import { chooseFormat } from './formatActions.ts';
import { formatNote } from './formatNote.ts';

/** How the frame stands to the chosen format, where that needs words. */
export function FormatWords({ size, format }: { size: Size; format: Format }) {
  const expansion = useEditorStore((state) => state.expansion);
  const note = formatNote(size, format, expansion);
  if (note?.kind === 'unreachable') {
    return (
      <Notice tone="note" title={note.title}>
        {note.text}
      </Notice>
    );
  }
  return (
    <p className={styles.words} role="status">
      <span>{note?.text}</span>
      {note?.action && (
        <Button variant="plain" size="s" onClick={() => chooseFormat(format, size)}>
          {note.action}
        </Button>
      )}
    </p>
  );
}
