import type { Expansion } from '../../domain/expansion.ts';
import { SIDES, type Size } from '../../domain/side.ts';
import { useDragged } from '../state/dragStore.ts';
import { useEditorStore } from '../state/editorStore.ts';
import { useStagePlace, type ViewGetter } from './result/useStagePlace.ts';
import styles from './SourceEdge.module.css';

/**
 * Marks where the source ends while a draft surrounds it that is not what the provider will make. Where the frame ends
 * there too, its own line says so, and the mark would cross a handle.
 */
export function SourceEdge({ view, size }: { view: ViewGetter; size: Size }) {
  const place = useStagePlace(view, { x: 0, y: 0, ...size });
  const set = useEditorStore(({ expansion }) => clipOf(expansion));
  const dragged = useDragged(clipOf);
  return (
    <div
      ref={place}
      className={styles.edge}
      style={{ clipPath: dragged ?? set }}
      data-source-edge
      aria-hidden
    />
  );
}

/** Cuts off the sides that add nothing. */
function clipOf(expansion: Expansion): string {
  return `inset(${SIDES.map((side) => (expansion[side] === 0 ? '2px' : '0px')).join(' ')})`;
}
