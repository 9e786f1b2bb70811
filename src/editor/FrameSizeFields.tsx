import { aspectName, frameOf } from '../domain/frame.ts';
import type { Size } from '../domain/side.ts';
import { FigureField } from './FigureField.tsx';
import { FollowingText } from './FollowingText.tsx';
import styles from './FrameSizeFields.module.css';
import { frameFigure } from './figure.ts';

/** Width and height of the frame, and their aspect. */
export function FrameSizeFields({ size }: { size: Size }) {
  return (
    <div className={styles.fields}>
      <FigureField label="Width" figure={frameFigure('x', size)} />
      <span className={styles.times} aria-hidden>
        ×
      </span>
      <FigureField label="Height" figure={frameFigure('y', size)} />
      <FollowingText
        className={`${styles.aspect} tabular`}
        of={(shown) => aspectName(frameOf(size, shown))}
      />
    </div>
  );
}
