import type { CSSProperties } from 'react';
import type { Frame } from '../../domain/frame.ts';
import { coveredRects } from '../../domain/safeZone.ts';
import type { Size } from '../../domain/side.ts';
import { placementStyle } from '../../ui/placementStyle.ts';
import styles from './MiniFrame.module.css';

interface MiniFrameProps {
  frame: Frame;
  /** Whose safe zones are shown; null for none. */
  formatId: string | null;
  /** Of the source. */
  size: Size;
  /** A small copy of the source; null until it is drawn. */
  preview: string | null;
}

/** A format's frame to scale, with the source where its anchor puts it and what the platform lays over the picture. */
export function MiniFrame({ frame, formatId, size, preview }: MiniFrameProps) {
  const shape: CSSProperties & Record<'--aspect', number> = { '--aspect': frame.width / frame.height };
  const covered = formatId === null ? [] : coveredRects(formatId, { ...frame, x: 0, y: 0 });
  return (
    <div className={styles.room} aria-hidden>
      <div className={styles.frame} style={shape}>
        <div className={styles.source} style={placementStyle(frame, size)}>
          {preview !== null && <img src={preview} alt="" className={styles.image} />}
        </div>
        {covered.map(({ x, y, width, height }) => (
          <div
            key={`${x} ${y}`}
            className={styles.covered}
            style={placementStyle({ ...frame, placement: { x, y } }, { width, height })}
          />
        ))}
      </div>
    </div>
  );
}
