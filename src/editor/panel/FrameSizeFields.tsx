import { aspectName, frameOf } from '../../domain/frame.ts';
import type { Size } from '../../domain/side.ts';
import styles from './FrameSizeFields.module.css';
import { frameLengthOf } from './length/editableLength.ts';
import { FollowingText } from './length/FollowingText.tsx';
import { LengthField } from './length/LengthField.tsx';

/** Width and height of the frame, and their aspect. */
export function FrameSizeFields({ size }: { size: Size }) {
  return (
    <div className={styles.fields}>
      <LengthField label="Width" length={frameLengthOf('x', size)} />
      <span className={styles.times} aria-hidden>
        ×
      </span>
      <LengthField label="Height" length={frameLengthOf('y', size)} />
      <FollowingText
        className={`${styles.aspect} tabular`}
        of={(shown) => aspectName(frameOf(size, shown))}
      />
    </div>
  );
}
