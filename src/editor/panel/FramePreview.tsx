import { type CSSProperties, useRef } from 'react';
import { aspectOf, frameOf } from '../../domain/frame.ts';
import type { Size } from '../../domain/side.ts';
import { placementStyle } from '../../ui/placementStyle.ts';
import { useWhileDragged } from '../state/dragStore.ts';
import { useEditorStore } from '../state/editorStore.ts';
import styles from './FramePreview.module.css';

/** The frame and the source in it, to scale. Follows a drag. */
export function FramePreview({ size }: { size: Size }) {
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const frame = frameOf(
    size,
    useEditorStore((state) => state.expansion),
  );
  useWhileDragged((dragged) => {
    const shown = frameOf(size, dragged);
    outer.current?.style.setProperty('--aspect', String(aspectOf(shown)));
    if (inner.current) Object.assign(inner.current.style, placementStyle(shown, size));
  });
  const shape: CSSProperties & Record<'--aspect', number> = { '--aspect': aspectOf(frame) };
  return (
    <div className={styles.figure} aria-hidden>
      <div ref={outer} className={styles.frame} style={shape}>
        <div ref={inner} className={styles.source} style={placementStyle(frame, size)} />
      </div>
    </div>
  );
}
