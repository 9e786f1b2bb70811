import { isAtLimit } from '../domain/allowance.ts';
import type { Expansion } from '../domain/expansion.ts';
import type { Size } from '../domain/side.ts';
import { FollowingText } from './FollowingText.tsx';
import styles from './FrameNote.module.css';
import { useFieldNote } from './fieldNote.ts';
import { FRAME_NOTE_ID } from './frameNoteId.ts';

/** What the field used last has to say, else how far the frame may grow. Always two lines, so that nothing moves. */
export function FrameNote({ size }: { size: Size }) {
  const note = useFieldNote();
  return (
    <div className={styles.note}>
      <p id={FRAME_NOTE_ID} role="status" className={styles.field}>
        {note?.words}
      </p>
      {!note && (
        <p>
          <FollowingText of={(shown) => hint(shown, size)} />
        </p>
      )}
    </div>
  );
}

function hint(expansion: Expansion, size: Size): string {
  return isAtLimit(expansion, size)
    ? 'At the limit. Take some off one side to give it to another.'
    : 'Each side up to 2×, all together up to 3× the image.';
}
