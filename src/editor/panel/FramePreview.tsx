import { useRef } from 'react';
import type { Size } from '../../domain/side.ts';
import { useWhileDragged } from '../state/dragStore.ts';
import { useEditorStore } from '../state/editorStore.ts';
import styles from './FramePreview.module.css';
import { previewShape } from './previewShape.ts';

/** The frame and the source in it, to scale. Follows a drag. */
export function FramePreview({ size }: { size: Size }) {
  const frame = useRef<HTMLDivElement>(null);
  const expansion = useEditorStore((state) => state.expansion);
  useWhileDragged((dragged) => {
    for (const [name, share] of Object.entries(previewShape(size, dragged)))
      frame.current?.style.setProperty(name, String(share));
  });
  return (
    <div className={styles.figure} aria-hidden>
      <div ref={frame} className={styles.frame} style={previewShape(size, expansion)} />
    </div>
  );
}
