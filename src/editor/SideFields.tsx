import type { CSSProperties } from 'react';
import type { Expansion } from '../domain/expansion.ts';
import { aspectOf, frameOf } from '../domain/frame.ts';
import { SIDES, type Size } from '../domain/side.ts';
import { placementStyle } from '../ui/placementStyle.ts';
import { SideField } from './SideField.tsx';
import styles from './SideFields.module.css';

/** A field for each side, laid out like the sides themselves around a small picture of the frame. */
export function SideFields({ size, expansion }: { size: Size; expansion: Expansion }) {
  return (
    <fieldset className={styles.fields}>
      <legend className="spoken">What each side adds</legend>
      <div className={styles.cross}>
        <FrameFigure size={size} expansion={expansion} />
        {SIDES.map((side) => (
          <div key={side} className={styles[side]}>
            <SideField side={side} size={size} expansion={expansion} />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** The frame and the source in it, to scale. */
function FrameFigure({ size, expansion }: { size: Size; expansion: Expansion }) {
  const frame = frameOf(size, expansion);
  const shape: CSSProperties & Record<'--aspect', number> = { '--aspect': aspectOf(frame) };
  return (
    <div className={styles.figure} aria-hidden>
      <div className={styles.frame} style={shape}>
        <div className={styles.source} style={placementStyle(frame, size)} />
      </div>
    </div>
  );
}
