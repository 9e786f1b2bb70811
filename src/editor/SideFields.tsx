import type { CSSProperties } from 'react';
import type { Expansion } from '../domain/expansion.ts';
import { growth } from '../domain/expansion.ts';
import { frameOf } from '../domain/frame.ts';
import { SIDES, type Size } from '../domain/side.ts';
import { SideField } from './SideField.tsx';
import styles from './SideFields.module.css';

/** A field for each side, laid out like the sides themselves around a small picture of the frame. */
export function SideFields({ size, expansion }: { size: Size; expansion: Expansion }) {
  return (
    <fieldset className={styles.fields}>
      <legend className="spoken">What each side adds</legend>
      <FrameFigure size={size} expansion={expansion} />
      {SIDES.map((side) => (
        <div key={side} className={styles[side]}>
          <SideField side={side} size={size} expansion={expansion} />
        </div>
      ))}
    </fieldset>
  );
}

/** The frame and the source in it, to scale. */
function FrameFigure({ size, expansion }: { size: Size; expansion: Expansion }) {
  const frame = frameOf(size, expansion);
  const aspect = frame.width / frame.height;
  const source: CSSProperties = {
    left: `${(frame.placement.x / frame.width) * 100}%`,
    top: `${(frame.placement.y / frame.height) * 100}%`,
    width: `${100 / growth(expansion, 'x')}%`,
    height: `${100 / growth(expansion, 'y')}%`,
  };
  return (
    <div className={styles.figure} aria-hidden>
      <div className={styles.frame} style={{ aspectRatio: aspect, width: `min(100cqw, 100cqh * ${aspect})` }}>
        <div className={styles.source} style={source} />
      </div>
    </div>
  );
}
