import type { Expansion } from '../../../domain/expansion.ts';
import type { Format } from '../../../domain/formats.ts';
import type { Size } from '../../../domain/side.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useDragged, useDragStore } from '../../state/dragStore.ts';
import { setAllowsCropping, setGoesBeyond, useEditorStore } from '../../state/editorStore.ts';
import { useReach } from '../../state/reach.ts';
import { FollowingText } from '../length/FollowingText.tsx';
import styles from './FormatLabel.module.css';
import { chooseFormat } from './formatActions.ts';
import { formatNote } from './formatNote.ts';
import { percentLabel } from './percentLabel.ts';

interface FormatLabelProps {
  size: Size;
  /** A format that one request does not reach takes steps. */
  takesSteps: boolean;
  format: Format;
}

/** How the frame stands to the chosen format, where that needs words. */
export function FormatLabel({ size: source, takesSteps, format }: FormatLabelProps) {
  const size = useReach(source);
  const set = useEditorStore((state) => state.expansion);
  const noteOf = (expansion: Expansion) => formatNote(size, format, { expansion, takesSteps });
  const kindOf = (expansion: Expansion) => noteOf(expansion)?.kind ?? 'none';
  // While a handle moves React hears only of what kind of note it is; the figures in it follow by themselves.
  const draggedKind = useDragged(kindOf);
  const expansion =
    draggedKind !== null && draggedKind !== kindOf(set)
      ? (useDragStore.getState().gesture?.expansion ?? set)
      : set;
  const note = noteOf(expansion);
  if (note?.kind === 'unreachable' || note?.kind === 'beyond') {
    return (
      <Notice
        tone="note"
        title={note.title}
        actions={
          <>
            {note.action && (
              <Button size="s" onClick={() => setGoesBeyond(true, source)}>
                {note.action}
              </Button>
            )}
            {note.cuts ? (
              <Button size="s" onClick={() => setAllowsCropping(true, source)}>
                Crop {percentLabel(note.cuts)} instead
              </Button>
            ) : null}
          </>
        }
      >
        {note.text}
      </Notice>
    );
  }
  return (
    <p className={styles.words} role="status">
      <FollowingText of={(shown) => noteOf(shown)?.text ?? ''} />
      {note?.action && (
        <Button variant="plain" size="s" onClick={() => chooseFormat(format, source)}>
          {note.action}
        </Button>
      )}
    </p>
  );
}
