import type { Expansion } from '../domain/expansion.ts';
import { aspectName, frameOf } from '../domain/frame.ts';
import type { Size } from '../domain/side.ts';
import { useEditorStore } from './editorStore.ts';
import { FigureField } from './FigureField.tsx';
import { FollowingText } from './FollowingText.tsx';
import styles from './FrameSizeFields.module.css';
import { frameFigure } from './figure.ts';

/** Width and height of the frame, and their aspect. */
export function FrameSizeFields({ size }: { size: Size }) {
  const expansion = useEditorStore((state) => state.expansion);
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
      {/* Said once a change is made, not on every frame of a drag. */}
      <output className="spoken" aria-label="Size of the frame">
        {sizeWords(size, expansion)}
      </output>
    </div>
  );
}

function sizeWords(size: Size, expansion: Expansion): string {
  const { width, height } = frameOf(size, expansion);
  return `${width} × ${height}`;
}
