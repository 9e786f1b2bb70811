import { isAtLimit } from '../../domain/allowance.ts';
import type { Expansion } from '../../domain/expansion.ts';
import { MAX_PLAN_PIXELS } from '../../domain/limits.ts';
import { planFor } from '../../domain/plan/plan.ts';
import { problemDetail } from '../../domain/problem.ts';
import type { Reach } from '../../domain/reach.ts';
import type { Size } from '../../domain/side.ts';
import { useReach } from '../state/reach.ts';
import styles from './FrameNote.module.css';
import { FollowingText } from './length/FollowingText.tsx';
import { useFieldNote } from './length/fieldNote.ts';
import { FRAME_NOTE_ID } from './length/frameNoteId.ts';

/**
 * What the field used last has to say, else that the frame can grow no more, or how the gauge above is read. A line is
 * kept for it, so that little moves.
 */
export function FrameNote({ size: source }: { size: Size }) {
  const size = useReach(source);
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

function hint(expansion: Expansion, size: Reach): string {
  if (size.goesBeyond) {
    const { problem } = planFor(size, expansion);
    if (problem) return problemDetail(problem);
    const most = `${MAX_PLAN_PIXELS / 1e6} megapixels`;
    return isAtLimit(expansion, size)
      ? `At the limit: steps reach ${most} at most.`
      : 'The mark is where one request ends.';
  }
  return isAtLimit(expansion, size) ? 'At the limit. Make a side smaller to move another.' : '';
}
