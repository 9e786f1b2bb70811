import type { CSSProperties } from 'react';
import type { Aspect } from '../../../domain/aspect.ts';
import styles from './AspectGlyph.module.css';

/** A small picture of a shape; of any shape when there is none. */
export function AspectGlyph({ aspect }: { aspect: Aspect | null }) {
  const [width, height] = aspect ?? [1, 1];
  const shape: CSSProperties & Record<'--aspect', number> = { '--aspect': width / height };
  return (
    <span className={styles.glyph} aria-hidden>
      <span className={styles.shape} style={shape} data-any={aspect === null} />
    </span>
  );
}
